/** Screens with twice as many points show it sharply. */
const wantedScale = 2;
/** Below half of its size nobody can read a picture. */
const leastScale = 0.5;
/** No browser draws a picture that is wider or higher, in px. */
const longestSide = 16_384;
/** Some browsers draw no more than these, in px. */
const mostPixels = 16_777_216;

/**
 * How much larger a picture is drawn than it is.
 * @returns undefined when it is too large to be drawn at all.
 */
function scaleFor(width: number, height: number): number | undefined {
  const scale = Math.min(
    wantedScale,
    longestSide / Math.max(width, height),
    Math.sqrt(mostPixels / (width * height)),
  );
  return scale < leastScale ? undefined : scale;
}

/**
 * Draws an SVG document as a PNG.
 * @throws with words for people, when it is too large, or when the browser does not draw it.
 */
export async function toPng(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = scaleFor(width, height);
    if (scale === undefined)
      throw new Error(
        `with ${width} × ${height} points it is too large for a PNG; the SVG has no such limit`,
      );
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('the browser made no PNG of it'));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
