package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
	"testing"
)

// fewColours writes a picture with 256 of its colours: those that it has most of,
// and of the others those that differ most. A page of text looks the same then, and
// weighs a third.
func fewColours(t *testing.T, picture []byte) []byte {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	small := image.NewPaletted(full.Bounds(), telling(full))
	nearest := map[color.Color]uint8{}
	for y := full.Bounds().Min.Y; y < full.Bounds().Max.Y; y++ {
		for x := full.Bounds().Min.X; x < full.Bounds().Max.X; x++ {
			c := full.At(x, y)
			index, known := nearest[c]
			if !known {
				index = uint8(small.Palette.Index(c))
				nearest[c] = index
			}
			small.SetColorIndex(x, y, index)
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// telling are the colours that tell most of a picture.
func telling(p image.Image) color.Palette {
	const most, common, fewest = 256, 176, 12
	count := map[color.Color]int{}
	for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y++ {
		for x := p.Bounds().Min.X; x < p.Bounds().Max.X; x++ {
			count[p.At(x, y)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(rgb(a), rgb(b)))
	})
	palette := color.Palette(slices.Clone(all[:min(common, len(all))]))
	rest := slices.DeleteFunc(all[len(palette):], func(c color.Color) bool { return count[c] < fewest })
	for len(palette) < most && len(rest) > 0 {
		far := slices.MaxFunc(rest, func(a, b color.Color) int {
			return cmp.Compare(apart(a, palette.Convert(a)), apart(b, palette.Convert(b)))
		})
		palette = append(palette, far)
	}
	return palette
}

// apart is how much two colours differ.
func apart(a, b color.Color) int {
	x, y := rgb(a), rgb(b)
	sum := 0
	for shift := 0; shift < 24; shift += 8 {
		d := int(x>>shift&0xff) - int(y>>shift&0xff)
		sum += d * d
	}
	return sum
}

func rgb(c color.Color) uint32 {
	r, g, b, _ := c.RGBA()
	return r>>8<<16 | g>>8<<8 | b>>8
}
