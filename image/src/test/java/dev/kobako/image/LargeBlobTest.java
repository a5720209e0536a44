package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Layers far larger than the heap. */
class LargeBlobTest {
  @TempDir Path temp;

  @Test
  @Timeout(120)
  void aLayerMovesInAHeapThatCouldHoldAnEighthOfIt() throws Exception {
    assertMoves(
        "-Xmx32m", 1L << 28, "a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484");
  }

  @Test
  @Timeout(300)
  @EnabledIfSystemProperty(
      named = "kobako.test.large",
      matches = "true",
      disabledReason = "writes 5 GB: run it with -Dkobako.test.large=true")
  void fiveGigabytesMoveInAHeapOf256Megabytes() throws Exception {
    assertMoves(
        "-Xmx256m", 5L << 30, "7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5");
  }

  private void assertMoves(String heap, long size, String hex) throws Exception {
    Process child =
        ChildJvm.of(Mover.class, List.of(heap), temp.toString(), Long.toString(size), hex).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(child.waitFor()).isZero();
    System.out.println(size + " bytes with " + heap + ": " + said);
    assertThat(temp.resolve("home/store/blobs/sha256/" + hex)).hasSize(size);
  }

  /** Another process that stores a layer of zeros, as if it came over the network. */
  static final class Mover {
    private Mover() {}

    public static void main(String[] args) {
      Descriptor layer =
          Descriptor.of(
              MediaType.OCI_LAYER, new Digest("sha256", args[2]), Long.parseLong(args[1]));
      byte[] manifest = {'{', '}'};
      long start = System.nanoTime();
      try (ImageStore store = ImageStore.open(Path.of(args[0], "home"))) {
        store.put(
            new Artifact(
                Descriptor.of(MediaType.OCI_MANIFEST, manifest),
                Content.of(manifest),
                List.of(new Artifact.Blob(layer, new Zeros(layer.size()))),
                List.of()),
            ImageReference.parse("large"),
            Progress.NONE);
      }
      System.out.println((System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }

  private record Zeros(long size) implements Content {
    @Override
    public boolean isRemote() {
      return true;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = size;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          if (left <= 0) {
            return -1;
          }
          int n = (int) Math.min(left, Math.min(length, 64 * 1024));
          java.util.Arrays.fill(target, offset, offset + n, (byte) 0);
          left -= n;
          return n;
        }
      };
    }

    @Override
    public SeekableByteChannel openChannel() {
      throw new UnsupportedOperationException("only streamed");
    }
  }
}
