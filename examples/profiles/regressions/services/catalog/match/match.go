// Package match finds articles by names that are about the same.
package match

// Finder knows names, and in which of them three letters occur.
type Finder struct {
	names    []string
	trigrams map[string][]int
}

// NewFinder makes a finder without names.
func NewFinder() *Finder { return &Finder{trigrams: map[string][]int{}} }

// farthest that names of the same article may be from each other.
const farthest = 3

// Find the article whose name is nearest.
func (f *Finder) Find(name string) (int, bool) {
	best, least := 0, farthest+1
	for _, article := range f.candidates(name) {
		if distance := f.distance(f.names[article], name); distance < least {
			best, least = article, distance
		}
	}
	return best, least <= farthest
}

// candidates have enough in common with a name.
func (f *Finder) candidates(name string) []int {
	shared := map[int]int{}
	for i := range trigramsOf(name) {
		for _, article := range f.trigrams[name[i:i+3]] {
			shared[article]++
		}
	}
	return f.enough(shared, trigramsOf(name)/3)
}

func (f *Finder) enough(shared map[int]int, least int) []int {
	var found []int
	for article, count := range shared {
		if count > least {
			found = append(found, article)
		}
	}
	return found
}

func trigramsOf(name string) int { return max(len(name)-2, 0) }

// distance is more than farthest if the lengths already say so.
func (f *Finder) distance(a, b string) int {
	if max(len(a)-len(b), len(b)-len(a)) > farthest {
		return farthest + 1
	}
	return levenshtein(a, b)
}

// levenshtein counts what has to be changed, one row of the table after the other.
func levenshtein(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			diagonal, row[j+1] = row[j+1], step(diagonal, row[j], row[j+1], a[i] == b[j])
		}
	}
	return row[len(b)]
}

func step(diagonal, left, above int, same bool) int {
	if same {
		return diagonal
	}
	return 1 + min(diagonal, left, above)
}

// Add a name, and give its article.
func (f *Finder) Add(name string) int {
	article := len(f.names)
	f.names = append(f.names, name)
	for i := range trigramsOf(name) {
		f.trigrams[name[i:i+3]] = append(f.trigrams[name[i:i+3]], article)
	}
	return article
}
