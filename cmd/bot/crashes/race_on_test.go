//go:build race

package crashes

const raceDetector = true
