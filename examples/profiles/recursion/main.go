// Recursion evaluates a program whose only loop is recursion, and takes its own CPU profile doing it.
//
// Two functions walk the tree of an expression: eval calls itself through the operators, the conditions and
// the calls; simplify calls itself directly.
//
//	recursion [-seconds N] FILE
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime/pprof"
	"time"
)

// expr is a constant, a parameter, or an operator over others.
type expr struct {
	op    string // "const", "param", "+", "-", "*", "<", "if" or "call"
	value int64  // of a constant
	name  string // of the function called
	args  []*expr
}

func number(n int64) *expr                   { return &expr{op: "const", value: n} }
func param() *expr                           { return &expr{op: "param"} }
func apply(op string, args ...*expr) *expr   { return &expr{op: op, args: args} }
func invoke(name string, arg ...*expr) *expr { return &expr{op: "call", name: name, args: arg} }

// program maps names to bodies of functions of one parameter.
type program map[string]*expr

// eval gives the value of e where the parameter is n.
//
//go:noinline
func (p program) eval(e *expr, n int64) int64 {
	switch e.op {
	case "const":
		return e.value
	case "param":
		return n
	case "if":
		return p.evalIf(e, n)
	case "call":
		return p.evalCall(e, n)
	default:
		return p.evalBinary(e, n)
	}
}

//go:noinline
func (p program) evalIf(e *expr, n int64) int64 {
	if p.eval(e.args[0], n) != 0 {
		return p.eval(e.args[1], n)
	}
	return p.eval(e.args[2], n)
}

//go:noinline
func (p program) evalCall(e *expr, n int64) int64 {
	return p.eval(p[e.name], p.eval(e.args[0], n))
}

//go:noinline
func (p program) evalBinary(e *expr, n int64) int64 {
	a, b := p.eval(e.args[0], n), p.eval(e.args[1], n)
	switch e.op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "<":
		if a < b {
			return 1
		}
		return 0
	}
	panic("unknown operator " + e.op)
}

// simplify rebuilds e with operators over constants worked out.
//
//go:noinline
func simplify(e *expr) *expr {
	args := make([]*expr, len(e.args))
	constant := len(args) == 2
	for i, arg := range e.args {
		args[i] = simplify(arg)
		constant = constant && args[i].op == "const"
	}
	if constant {
		switch e.op {
		case "+":
			return number(args[0].value + args[1].value)
		case "*":
			return number(args[0].value * args[1].value)
		}
	}
	return &expr{op: e.op, value: e.value, name: e.name, args: args}
}

// balanced builds a tree of sums over constants and the parameter.
func balanced(depth int) *expr {
	if depth == 0 {
		return apply("+", param(), apply("*", number(2), number(3)))
	}
	return apply("+", balanced(depth-1), balanced(depth-1))
}

func main() {
	seconds := flag.Int("seconds", 3, "how long to run")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	file, err := os.Create(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		log.Fatal(err)
	}
	run(time.Now().Add(time.Duration(*seconds) * time.Second))
	pprof.StopCPUProfile()
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

// run evaluates until the deadline, each kind of work under a label of its own.
func run(deadline time.Time) {
	less := func(n int64) *expr { return apply("-", param(), number(n)) }
	p := program{
		"fib": apply("if", apply("<", param(), number(2)),
			param(),
			apply("+", invoke("fib", less(1)), invoke("fib", less(2)))),
		"even": apply("if", apply("<", param(), number(1)), number(1), invoke("odd", less(1))),
		"odd":  apply("if", apply("<", param(), number(1)), number(0), invoke("even", less(1))),
	}
	tree := balanced(8)
	var total int64
	work := func(name string, f func()) {
		pprof.Do(context.Background(), pprof.Labels("program", name), func(context.Context) { f() })
	}
	// The arguments are small, because the profiler keeps only the innermost 64 frames of a stack.
	for time.Now().Before(deadline) {
		work("fib", func() {
			for i := 0; i < 300; i++ {
				total += p.eval(invoke("fib", number(9)), 0)
			}
		})
		work("even", func() {
			for i := 0; i < 3000; i++ {
				total += p.eval(invoke("even", number(8)), 0)
			}
		})
		work("tree", func() { total += p.eval(simplify(tree), 1) })
	}
	fmt.Println("total", total)
}
