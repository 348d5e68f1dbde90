package record

import (
	"math/rand/v2"
	"strings"
)

// Random numbers that are the same in each run.
func Random(seed int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(seed), 0x9e3779b97f4a7c15))
}

var syllables = strings.Fields("ka lo mi ne ru sta ver on al tre ba qui so fen dor ly pa gra hel in mon ti os cu")

// Word has one to four syllables.
func Word(random *rand.Rand) string {
	var word strings.Builder
	for range 1 + random.IntN(4) {
		word.WriteString(syllables[random.IntN(len(syllables))])
	}
	return word.String()
}

// Words with spaces between them.
func Words(random *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = Word(random)
	}
	return strings.Join(words, " ")
}
