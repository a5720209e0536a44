package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A large file that no build has seen: its digest and its layer are made of one reading. */
@Timeout(60)
class LayerAheadTest {
  private static final int SIZE = 33 << 20;

  @TempDir Path temp;
  private Path file;
  private Workshop workshop;

  /** The sizes of layers that were being made when digests were asked for. */
  private final List<Long> staged = new ArrayList<>();

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.createDirectory(temp.resolve("context")).resolve("a");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(SIZE - 1);
      sparse.write(1);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    workshop = new Workshop(temp.resolve("cache"));
    workshop.files = this::context;
  }

  private SourceTree context() {
    BuildContext context =
        BuildContext.of(temp.resolve("context"), IgnorePatterns.NONE, temp.resolve("digests"));
    return new SourceTree() {
      @Override
      public Tree tree() {
        return context.tree();
      }

      @Override
      public Digest digest(ImagePath path, Entry.RegularFile entry) {
        return context.digest(path, entry);
      }

      @Override
      public long unread(List<Entry.RegularFile> files) {
        return context.unread(files);
      }

      @Override
      public void prepare(List<Entry.RegularFile> files) {
        staged.addAll(stagedSizes());
        context.prepare(files);
      }
    };
  }

  private List<Long> stagedSizes() {
    Path folder = temp.resolve("cache/staging");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> !each.toString().endsWith(".lock"))
          .map(each -> each.toFile().length())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Plan copyTo(String destination) {
    return HandMade.plan(
        HandMade.stage(
            0,
            new Plan.Base.Scratch(),
            HandMade.copy(CopySource.Context.DEFAULT, "/a", destination)));
  }

  private String tree() throws IOException {
    Digest digest = Digest.sha256(Files.readAllBytes(file));
    return "/b: file 0600 " + digest.hex().substring(0, 8) + "\n";
  }

  @Test
  void theLayerIsWrittenWhenTheDigestIsKnown() throws IOException {
    Image image = workshop.build(copyTo("/b"));

    assertThat(staged).containsExactly(SIZE + 3L * 512);
    assertThat(Workshop.files(image)).isEqualTo(tree());
    assertThat(workshop.told()).containsExactly("0.0 done");
    assertThat(stagedSizes()).isEmpty();
  }

  @Test
  void itIsRemovedWhereTheCacheHasTheStep() throws IOException {
    Digest first = workshop.build(copyTo("/b")).descriptor().digest();
    workshop.told();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

    assertThat(workshop.build(copyTo("/b")).descriptor().digest()).isEqualTo(first);
    assertThat(workshop.told()).containsExactly("0.0 cached");
    assertThat(staged).hasSize(2);
    assertThat(stagedSizes()).isEmpty();
  }

  @Test
  void smallFilesAreDigestedOnly() throws IOException {
    Files.writeString(file, "small");
    assertThat(Workshop.files(workshop.build(copyTo("/b")))).isEqualTo(tree());
    assertThat(staged).isEmpty();
  }

  @Test
  void whatCannotBeCopiedIsToldAtItsLine() throws IOException {
    Plan plan =
        HandMade.plan(
            HandMade.stage(
                0,
                new Plan.Base.Scratch(),
                HandMade.workdir("/b/a"),
                HandMade.copy(CopySource.Context.DEFAULT, "/a", "/b")));
    assertThatThrownBy(() -> workshop.build(plan))
        .hasMessageStartingWith("Dockerfile:")
        .hasMessageContaining("/b/a: a file is to be copied there, and it is a directory");
    assertThat(stagedSizes()).isEmpty();
  }
}
