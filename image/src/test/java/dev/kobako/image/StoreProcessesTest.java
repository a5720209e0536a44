package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at one store, and what they leave when they are killed. */
@Timeout(120)
class StoreProcessesTest {
  private static final int IMAGES = 4;

  @TempDir Path temp;

  private void assertWhole() {
    assertThat(ImageValidator.checkLayout(temp.resolve("home/store"))).isEmpty();
  }

  @Test
  void aKilledProcessLeavesAllImagesWholeAndNothingThatStays() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 6; round++) {
      Process process =
          ChildJvm.of(Worker.class, temp.toString(), Integer.toString(round), "1000").start();
      try (InputStream steps = process.getInputStream()) {
        // The child says when a step begins, so that it is killed in the middle of any.
        assertThat(steps.readNBytes(1 + random.nextInt(20))).isNotEmpty().containsOnly('.');
        Thread.sleep(random.nextInt(10));
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertWhole();
    }
    try (ImageStore store = ImageStore.open(temp.resolve("home"))) {
      store.upkeep().gc(StoreUpkeep.Tars.UNUSED);
      assertThat(store.upkeep().garbage(StoreUpkeep.Tars.UNUSED).files()).isEmpty();
      try (Stream<Path> staged = Files.list(store.stagingFolder())) {
        assertThat(staged).isEmpty();
      }
    }
    assertWhole();
  }

  @Test
  void processesThatWriteReadAndCleanAtOnceNeverMissAnything() throws Exception {
    List<Process> workers =
        List.of(
            ChildJvm.of(Worker.class, temp.toString(), "11", "40").start(),
            ChildJvm.of(Worker.class, temp.toString(), "12", "40").start());
    for (Process worker : workers) {
      assertThat(worker.getInputStream().readAllBytes()).hasSize(40);
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isZero();
    }
    assertWhole();
  }

  @Test
  void anotherProcessThatReadsAnImageIsNotRobbedOfItAndIsNamed() throws Exception {
    try (ImageStore store = ImageStore.open(temp.resolve("home"), Duration.ofMillis(50))) {
      store.put(TestImages.image(temp, Compression.ZSTD), ImageReference.parse("app"));
      Process reader = ChildJvm.of(Reader.class, temp.toString()).start();
      try {
        assertThat(reader.getInputStream().read()).isEqualTo('.');
        String inUse = "is in use by process " + reader.pid();
        assertThat(store.upkeep().remove("app").kept()).contains("the store " + inUse);
        assertThatThrownBy(() -> store.upkeep().gc(StoreUpkeep.Tars.ALL))
            .hasMessage(
                temp.resolve("home")
                    + ": "
                    + inUse
                    + " for more than 0 s\nremedy: wait until it is done, or end it");
        assertThat(store.upkeep().tryKeepBelow(new StoreLimit(0))).isEmpty();
        reader.getOutputStream().close();
        assertThat(reader.waitFor()).isZero();
      } finally {
        reader.destroyForcibly().waitFor();
      }
      assertThat(store.upkeep().gc(StoreUpkeep.Tars.ALL).files()).hasSize(3);
    }
  }

  /** Looks an image up, says so, and reads it when its own input ends. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws IOException {
      try (ImageStore store = ImageStore.open(Path.of(args[0], "home"))) {
        Image image = store.image(ImageReference.parse("app")).orElseThrow();
        System.out.print('.');
        System.out.flush();
        if (System.in.read() >= 0) {
          throw new IllegalStateException("expected the end");
        }
        ImageValidator.require(image);
      }
    }
  }

  /** Does one thing after the other with a store: put, read, tag, remove, collect. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] args) {
      Path temp = Path.of(args[0]);
      Random random = new Random(Long.parseLong(args[1]));
      List<Image> images = images(temp.resolve("images-" + args[1]));
      for (int step = 0; step < Integer.parseInt(args[2]); step++) {
        try (ImageStore store = ImageStore.open(temp.resolve("home"))) {
          System.out.print('.');
          System.out.flush();
          step(store, images, random);
        }
      }
    }

    /** Images that share layers, the same in each process. */
    private static List<Image> images(Path folder) {
      Compression[] compressions = {
        Compression.ZSTD, Compression.GZIP, Compression.NONE, new Compression.Zstd(1)
      };
      return Stream.iterate(1, number -> number + 1)
          .limit(IMAGES)
          .map(count -> TestImages.image(folder, java.util.Arrays.copyOf(compressions, count)))
          .toList();
    }

    private static void step(ImageStore store, List<Image> images, Random random) {
      String name = "app" + random.nextInt(IMAGES);
      ImageReference reference = ImageReference.parse(name);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          store.put(remote(images.get(random.nextInt(IMAGES))), reference, Progress.NONE);
          ImageValidator.require(store.image(reference).orElse(images.getFirst()));
        }
        case 2 -> store.image(reference).ifPresent(ImageValidator::require);
        case 3 ->
            store.list().stream()
                .findFirst()
                .ifPresent(
                    any -> store.tag(any.names().getFirst(), ImageReference.parse("tag-" + name)));
        case 4 -> {
          if (store.image(reference).isPresent()) {
            removeUnlessGone(store, name);
          }
        }
        default -> store.upkeep().gc(StoreUpkeep.Tars.UNUSED);
      }
    }

    /** Somebody else may have removed it meanwhile. */
    private static void removeUnlessGone(ImageStore store, String name) {
      try {
        store.upkeep().remove(name);
      } catch (dev.kobako.diagnostic.KobakoException e) {
        if (!e.diagnostic().fact().startsWith("does not hold")) {
          throw e;
        }
      }
    }

    /** The same image with layers that seem to come over the network. */
    private static Artifact remote(Image image) {
      Artifact local = Artifact.of(image);
      return new Artifact(
          local.descriptor(),
          local.manifest(),
          local.blobs().stream()
              .map(blob -> new Artifact.Blob(blob.descriptor(), distant(blob.content())))
              .toList(),
          List.of());
    }

    private static Content distant(Content content) {
      try {
        return new SlowBytes(new RemoteBytes(content.bytes(), Long.MAX_VALUE));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** Bytes that take a while, so that others do their work between two blobs of an image. */
  private record SlowBytes(Content whole) implements Content {
    @Override
    public boolean isRemote() {
      return true;
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public InputStream open() throws IOException {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return whole.open();
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return whole.openChannel();
    }
  }
}
