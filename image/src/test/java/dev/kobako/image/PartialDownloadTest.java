package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PartialDownloadTest {
  private static final byte[] BYTES = TestImages.noise(3_000_000);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCI_LAYER, BYTES);

  @TempDir Path temp;
  private final List<String> progress = Collections.synchronizedList(new CopyOnWriteArrayList<>());
  private LayoutFolder layout;
  private Path partial;

  @BeforeEach
  void makeLayout() throws IOException {
    layout =
        new LayoutFolder(
            temp.resolve("store"), temp.resolve("staging"), LayoutFolder.Durability.KILL);
    layout.create();
    Files.createDirectories(layout.stagingFolder());
    partial = layout.stagingFolder().resolve("partial-sha256-" + BLOB.digest().hex());
  }

  private void put(Content content) {
    put(content, new BlobIntake(layout));
  }

  /** As the only layer of something that is no image, so that nothing else is moved. */
  private void put(Content content, BlobIntake intake) {
    byte[] manifest = {'{', '}'};
    intake.putAll(
        new Artifact(
            Descriptor.of(MediaType.OCI_MANIFEST, manifest),
            Content.of(manifest),
            List.of(new Artifact.Blob(BLOB, content)),
            List.of()),
        this::follow);
  }

  private Progress.Transfer follow(String what, long size) {
    progress.add("start " + what.equals(BLOB.digest().toString()) + " " + size);
    return new Progress.Transfer() {
      private long moved;

      @Override
      public void moved(long bytes) {
        moved += bytes;
      }

      @Override
      public void spared(long bytes, String why) {
        progress.add("spared " + bytes + " " + why);
      }

      @Override
      public void end() {
        progress.add("moved " + moved);
      }
    };
  }

  private void assertStored() throws IOException {
    assertThat(layout.blobFile(BLOB.digest())).hasBinaryContent(BYTES);
    try (Stream<Path> staged = Files.list(layout.stagingFolder())) {
      assertThat(staged).isEmpty();
    }
  }

  @Test
  void aTransferThatBreaksIsGoneOnWith() throws IOException {
    assertThatThrownBy(() -> put(new RemoteBytes(BYTES, 2_000_000)))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .hasMessage(
            "blob "
                + BLOB.digest()
                + ": can't be read: connection reset\n"
                + "remedy: check where the image comes from and try again");
    assertThat(partial).hasBinaryContent(Arrays.copyOf(BYTES, 2_000_000));
    progress.clear();
    RemoteBytes whole = new RemoteBytes(BYTES, BYTES.length);
    put(whole);
    assertThat(whole.opened()).containsExactly(2_000_000L);
    assertThat(progress)
        .containsExactly("start true 3000000", "spared 2000000 resumed", "moved 1000000");
    assertStored();
  }

  @Test
  void whatWasReceivedCompletelyIsNotFetchedAgain() throws IOException {
    Files.write(partial, BYTES);
    RemoteBytes whole = new RemoteBytes(BYTES, BYTES.length);
    put(whole);
    assertThat(whole.opened()).isEmpty();
    assertStored();
  }

  @Test
  void whatWasDamagedIsFetchedFromTheStart() throws IOException {
    Files.write(partial, new byte[1000]);
    RemoteBytes whole = new RemoteBytes(BYTES, BYTES.length);
    put(whole);
    assertThat(whole.opened()).containsExactly(1000L, 0L);
    assertStored();
  }

  @Test
  void whatIsLongerThanTheBlobIsNotUsed() throws IOException {
    Files.write(partial, Arrays.copyOf(BYTES, BYTES.length + 1));
    RemoteBytes whole = new RemoteBytes(BYTES, BYTES.length);
    put(whole);
    assertThat(whole.opened()).containsExactly(0L);
    assertStored();
  }

  @Test
  void aSourceWithOtherBytesIsAskedOnceMoreAtMostAndLeavesNothing() throws IOException {
    byte[] other = new byte[BYTES.length];
    Files.write(partial, new byte[1000]);
    RemoteBytes wrong = new RemoteBytes(other, BYTES.length);
    assertThatThrownBy(() -> put(wrong))
        .hasMessage(
            "blob "
                + BLOB.digest()
                + ": has digest "
                + Digest.sha256(other)
                + ", expected "
                + BLOB.digest()
                + "\nremedy: fetch or write the image again, its content was changed");
    assertThat(wrong.opened()).containsExactly(1000L, 0L);
    assertThat(partial).doesNotExist();
    RemoteBytes again = new RemoteBytes(other, BYTES.length);
    assertThatThrownBy(() -> put(again)).isInstanceOf(KobakoException.class);
    assertThat(again.opened()).containsExactly(0L);
  }

  @Test
  void aSourceThatSendsMoreThanPromisedIsCutOff() {
    assertThatThrownBy(() -> put(new RemoteBytes(new byte[BYTES.length + 1], Long.MAX_VALUE)))
        .hasMessage(
            "blob "
                + BLOB.digest()
                + ": has more than the 3000000 bytes that its descriptor promises\n"
                + "remedy: fetch or write the image again, its content was changed");
  }

  @Test
  void somebodyElsesDownloadIsWaitedForAndThenUsed() throws Exception {
    PartialDownload other = new PartialDownload(layout.stagingFolder(), BLOB.digest());
    RemoteBytes unused = new RemoteBytes(BYTES, BYTES.length);
    Thread waiting;
    try (FolderLock _ = other.tryLock().orElseThrow()) {
      waiting = Thread.ofVirtual().start(() -> put(unused));
      while (progress.isEmpty()) {
        Thread.sleep(1);
      }
      Files.write(layout.blobFile(BLOB.digest()), BYTES);
    }
    waiting.join();
    assertThat(unused.opened()).isEmpty();
    assertThat(progress)
        .containsExactly("start true 3000000", "spared 3000000 already there", "moved 0");
  }

  @Test
  void somebodyElseWhoGetsNowhereIsNotWaitedForLong() throws IOException {
    PartialDownload other = new PartialDownload(layout.stagingFolder(), BLOB.digest());
    RemoteBytes whole = new RemoteBytes(BYTES, BYTES.length);
    try (FolderLock _ = other.tryLock().orElseThrow()) {
      put(whole, new BlobIntake(layout, Duration.ofMillis(50)));
    }
    assertThat(whole.opened()).containsExactly(0L);
    assertStored();
  }

  @Test
  void oldOnesAreSwept() throws IOException {
    Path old = Files.write(partial, new byte[10]);
    Path lock = Files.write(Path.of(partial + ".lock"), new byte[0]);
    Path fresh =
        Files.write(partial.resolveSibling("partial-sha256-" + "0".repeat(64)), new byte[10]);
    Path foreign = Files.write(partial.resolveSibling("partial-notes.lock"), new byte[10]);
    Path used = Files.write(partial.resolveSibling("partial-sha256-" + "1".repeat(64)), BYTES);
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
    for (Path file : List.of(old, lock, foreign, used)) {
      Files.setLastModifiedTime(file, then);
    }
    try (FolderLock _ = PartialDownload.of(used).orElseThrow().tryLock().orElseThrow()) {
      StagedFile.sweep(layout.stagingFolder());
    }
    try (Stream<Path> left = Files.list(layout.stagingFolder())) {
      assertThat(left).containsExactlyInAnyOrder(fresh, foreign, used);
    }
  }

  @Test
  void aLockWhoseDownloadIsDoneIsSweptAtOnceUnlessSomebodyHasIt() throws IOException {
    Files.createFile(Path.of(partial + ".lock"));
    Path resumable = partial.resolveSibling("partial-sha256-" + "0".repeat(64));
    Files.write(resumable, new byte[10]);
    Path itsLock = Files.createFile(Path.of(resumable + ".lock"));
    Path used = partial.resolveSibling("partial-sha256-" + "1".repeat(64));
    try (FolderLock _ = PartialDownload.of(used).orElseThrow().tryLock().orElseThrow()) {
      StagedFile.sweep(layout.stagingFolder());
      try (Stream<Path> left = Files.list(layout.stagingFolder())) {
        assertThat(left).containsExactlyInAnyOrder(resumable, itsLock, Path.of(used + ".lock"));
      }
    }
  }

  @Test
  void aFullDiskKeepsNothing() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isWritable(full), "/dev/full is not there, a disk that is full can't be tried");
    Files.createSymbolicLink(partial, full);
    assertThatThrownBy(() -> put(new RemoteBytes(BYTES, BYTES.length)))
        .hasMessage(
            partial
                + ": can't be written: No space left on device\n"
                + "remedy: free some space there, or choose a folder on another disk (KOBAKO_HOME"
                + " for the store)");
    assertThat(Files.exists(partial, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
  }
}
