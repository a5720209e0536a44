package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  private static final ImageReference NAME = ImageReference.parse("app");

  @TempDir Path temp;

  @Test
  void liesWhereTheEnvironmentSays() {
    assertThat(ImageStore.defaultRoot(Map.of("KOBAKO_HOME", "/k", "HOME", "/home/me")))
        .isEqualTo(Path.of("/k"));
    assertThat(ImageStore.defaultRoot(Map.of("XDG_DATA_HOME", "/d", "HOME", "/home/me")))
        .isEqualTo(Path.of("/d/kobako"));
    assertThat(ImageStore.defaultRoot(Map.of("XDG_DATA_HOME", "d", "HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.local/share/kobako"));
  }

  @Test
  void keepsAnImageUnderItsCompleteName() {
    ImageStore store = ImageStore.open(temp);
    assertThat(store.image(NAME)).isEmpty();
    Image image = TestImages.image(store.stagingFolder(), Compression.GZIP);
    store.put(image, NAME);
    Image copy = ImageStore.open(temp).image(NAME).orElseThrow();
    assertThat(copy.manifest()).isEqualTo(image.manifest());
    assertThat(store.list())
        .extracting(StoredImage::names)
        .containsExactly(List.of("docker.io/library/app:latest"));
    assertThat(store.image(ImageReference.parse("app@" + image.descriptor().digest()))).isPresent();
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isEmpty();
    store.untag("app");
    assertThat(store.image(NAME)).isEmpty();
  }

  @Test
  void aBlobThatIsWrittenAgainTakesThePlaceOfADamagedOne() throws IOException {
    ImageStore store = ImageStore.open(temp);
    Image image = TestImages.image(store.stagingFolder(), Compression.GZIP);
    store.put(image, NAME);
    Descriptor layer = image.layers().getFirst().descriptor();
    Path blob = store.layoutFolder().resolve("blobs/sha256/" + layer.digest().hex());
    Files.delete(blob);
    Files.write(blob, new byte[(int) layer.size()]);
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isNotEmpty();
    store.put(image, NAME);
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isEmpty();
    store.put(image, NAME);
    try (var staged = Files.list(store.stagingFolder())) {
      assertThat(staged.filter(each -> each.toString().contains("staged-")))
          .hasSize(image.layers().size());
    }
  }

  @Test
  void manyWritersAtOnceLoseNothing() {
    ImageStore.open(temp);
    List<Integer> numbers = IntStream.range(0, 12).boxed().toList();
    InParallel.forEach(
        numbers,
        number -> {
          ImageStore store = ImageStore.open(temp);
          store.put(
              TestImages.image(store.stagingFolder(), new Compression.Zstd(number + 1)),
              NAME.withTag("v" + number));
        });
    assertThat(ImageStore.open(temp).list()).hasSize(12);
    assertThat(ImageValidator.checkLayout(temp.resolve("store"))).isEmpty();
  }

  @Test
  void otherProcessesMayWriteMeanwhile() throws Exception {
    ImageStore store = ImageStore.open(temp);
    List<Process> writers =
        List.of(
            ChildJvm.of(StoreWriter.class, temp.toString(), "one").inheritIO().start(),
            ChildJvm.of(StoreWriter.class, temp.toString(), "two").inheritIO().start(),
            ChildJvm.of(StoreWriter.class, temp.toString(), "three").inheritIO().start());
    for (int i = 0; i < 10; i++) {
      store.put(TestImages.image(temp, Compression.NONE), NAME.withTag("here" + i));
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(store.list()).hasSize(40);
  }

  /** Another process that writes ten images. */
  static final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] args) {
      ImageStore store = ImageStore.open(Path.of(args[0]));
      for (int i = 0; i < 10; i++) {
        store.put(
            TestImages.image(store.stagingFolder(), Compression.NONE), NAME.withTag(args[1] + i));
      }
    }
  }

  @Test
  void aWriterThatTakesTooLongIsNamedByItsLock() throws IOException {
    ImageStore store = ImageStore.open(temp);
    Path lock = store.layoutFolder().resolve("index.json.lock");
    try (FolderLock _ = FolderLock.on(lock)) {
      assertThatThrownBy(() -> FolderLock.on(lock, Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
          .hasMessage(
              lock
                  + ": another process has held the lock on this file for 0 s\n"
                  + "remedy: wait until it is done, or find it with 'lsof "
                  + lock
                  + "' and end it");
    }
    FolderLock.on(lock, Duration.ofMillis(50)).close();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aProcessThatHoldsTheLockIsWaitedFor() throws Exception {
    ImageStore store = ImageStore.open(temp);
    Path lock = store.layoutFolder().resolve("index.json.lock");
    Process holder = ChildJvm.of(LockHolder.class, lock.toString()).start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('.');
      assertThatThrownBy(() -> FolderLock.on(lock, Duration.ofMillis(100)))
          .isInstanceOf(KobakoException.class)
          .message()
          .startsWith(lock + ": another process has held the lock on this file for ");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    store.put(TestImages.image(temp, Compression.NONE), NAME);
    assertThat(store.image(NAME)).isPresent();
  }

  /** Another process that takes the lock, says so, and stays. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws Exception {
      try (FolderLock _ = FolderLock.on(Path.of(args[0]))) {
        System.out.print('.');
        System.out.flush();
        Thread.sleep(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void aSourceThatFailsLeavesTheStoreAsItWas() throws IOException {
    ImageStore store = ImageStore.open(temp);
    store.put(TestImages.image(store.stagingFolder(), Compression.GZIP), NAME);
    byte[] before = Files.readAllBytes(store.layoutFolder().resolve("index.json"));
    Image image = TestImages.image(temp.resolve("elsewhere"), Compression.ZSTD);
    Layer layer = image.layers().getFirst();
    Image failing =
        new ParsedImage(
            image.descriptor(),
            Content.of(image.manifest()),
            image.config(),
            List.of(Layer.of(layer.descriptor(), layer.diffId(), new Failing(layer.blob()))));
    assertThatThrownBy(() -> store.put(failing, NAME))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .message()
        .contains("can't be read: connection reset");
    assertThat(Files.readAllBytes(store.layoutFolder().resolve("index.json"))).isEqualTo(before);
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isEmpty();
  }

  @Test
  void aDiskThatFailsLeavesTheStoreAsItWas() throws IOException {
    ImageStore store = ImageStore.open(temp.resolve("home"));
    store.put(TestImages.image(temp, Compression.GZIP), NAME);
    byte[] before = Files.readAllBytes(store.layoutFolder().resolve("index.json"));
    Files.delete(store.stagingFolder());
    Files.createFile(store.stagingFolder());
    assertThatThrownBy(() -> store.put(TestImages.image(temp, Compression.ZSTD), NAME))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .message()
        .startsWith(store.stagingFolder() + "/staged-")
        .contains(": can't be written: ")
        .endsWith("remedy: check that the folder exists and can be written by you");
    assertThat(Files.readAllBytes(store.layoutFolder().resolve("index.json"))).isEqualTo(before);
    assertThat(ImageValidator.checkLayout(store.layoutFolder())).isEmpty();
  }

  @Test
  void aFullDiskIsExplained() {
    Path file = Path.of("/store/blobs/sha256/x");
    assertThat(DiskFailure.writing(file, new IOException("No space left on device")))
        .hasMessage(
            """
            /store/blobs/sha256/x: can't be written: No space left on device
            remedy: free some space there, or choose a folder on another disk (KOBAKO_HOME for the \
            store)\
            """);
  }

  private record Failing(Content whole) implements Content {
    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          throw new IOException("connection reset");
        }
      };
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return whole.openChannel();
    }
  }
}
