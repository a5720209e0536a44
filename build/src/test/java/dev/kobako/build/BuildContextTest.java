package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder is to a build. */
class BuildContextTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("context"));
  }

  private BuildContext context(String ignored) {
    return context(folder, ignored.getBytes(StandardCharsets.UTF_8));
  }

  private BuildContext context(Path root, byte[] ignored) {
    return BuildContext.of(
        root, IgnorePatterns.parse(".dockerignore", ignored), temp.resolve("digests"));
  }

  private static List<String> paths(BuildContext context) {
    List<String> paths = new ArrayList<>();
    context.tree().walk(ImagePath.ROOT, (path, _) -> paths.add(path.toString().substring(1)));
    return paths;
  }

  private static Entry entry(BuildContext context, String path) {
    return context.tree().entry(ImagePath.of(path)).orElseThrow();
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  /** Cases that copy all of their context into a folder. */
  @Test
  void leavesOutWhatBuildKitLeavesOut() throws Exception {
    Pattern copy = Pattern.compile("FROM \\S+\\s+(?:COPY|ADD) (?:\\.|\\./|/) /?([a-z]+)/?");
    int tried = 0;
    for (Path each : ConformanceCases.all()) {
      String name = each.getFileName().toString();
      Matcher all = copy.matcher(Files.readString(each.resolve("Dockerfile")).strip());
      if (!name.contains("ignore") || !all.matches()) {
        continue;
      }
      Path root = temp.resolve(name);
      ConformanceCases.unpack(each, root);
      Path specific = root.resolve("Dockerfile.dockerignore");
      Path general = root.resolve(".dockerignore");
      byte[] ignored =
          Files.exists(specific)
              ? Files.readAllBytes(specific)
              : Files.exists(general) ? Files.readAllBytes(general) : new byte[0];
      assertThat(paths(context(root, ignored)))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(expected(each, all.group(1)));
      tried++;
    }
    assertThat(tried).isGreaterThan(20);
  }

  private static List<String> expected(Path folder, String target) throws IOException {
    Object expected = Json.any("expected", Files.readAllBytes(folder.resolve("expected.json")));
    List<String> paths = new ArrayList<>();
    for (Object entry : (List<?>) Objects.requireNonNull(((Map<?, ?>) expected).get("entries"))) {
      String path = String.valueOf(((Map<?, ?>) entry).get("path"));
      if (path.equals(target)) {
        paths.add("");
      } else if (path.startsWith(target + "/")) {
        paths.add(path.substring(target.length() + 1));
      }
    }
    return paths;
  }

  @Test
  void belongsToRootWithTimesInSecondsAndAllModeBits() throws Exception {
    Path file = write("dir/run", "x");
    Files.setAttribute(file, "unix:mode", 06751);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-03T04:05:06.789Z")));
    Entry entry = entry(context(""), "/dir/run");
    assertThat(entry.attributes().mode()).isEqualTo(06751);
    assertThat(entry.attributes().uid()).isZero();
    assertThat(entry.attributes().gid()).isZero();
    assertThat(entry.attributes().mtime()).isEqualTo(Instant.parse("2020-02-03T04:05:06Z"));
  }

  @Test
  void hasNoExtendedAttributeAndNoCapabilityEither() throws Exception {
    Path file = write("ping", "x");
    Process set =
        new ProcessBuilder("setcap", "cap_net_raw+ep", file.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(set.waitFor() == 0, "setcap needs to be there and to be run by root");
    Files.setAttribute(file, "user:note", "x".getBytes(StandardCharsets.UTF_8));
    assertThat(entry(context(""), "/ping").attributes().xattrs()).isEmpty();
  }

  @Test
  void hasLinksFifosAndNoSockets() throws Exception {
    write("a", "x");
    Files.createLink(folder.resolve("b"), folder.resolve("a"));
    Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(temp.resolve("elsewhere/file"), "x");
    Files.createSymbolicLink(folder.resolve("l"), Path.of("../elsewhere"));
    new ProcessBuilder("mkfifo", folder + "/fifo").start().waitFor();
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      BuildContext context = context("");
      assertThat(paths(context)).containsExactly("", "a", "b", "fifo", "l");
      assertThat(((Entry.RegularFile) entry(context, "/a")).inode())
          .isPositive()
          .isEqualTo(((Entry.RegularFile) entry(context, "/b")).inode());
      assertThat(((Entry.Symlink) entry(context, "/l")).target()).isEqualTo("../elsewhere");
      assertThat(entry(context, "/fifo")).isInstanceOf(Entry.Fifo.class);
      assertThat(context.tree().entry(ImagePath.of("/l/file"))).isEmpty();
      assertThat(context.tree().names(ImagePath.of("/l"))).isEmpty();
      assertThat(context.tree().entry(ImagePath.of("/socket"))).isEmpty();
    }
  }

  @Test
  void asksForSinglePathsWhatTheWholeWalkSays() throws Exception {
    write("in/deep/er/keep", "x");
    write("in/deep/er/drop", "x");
    write("in/other/drop", "x");
    String ignored = "in\n!**/keep\n";
    for (String path : List.of("/in", "/in/deep", "/in/deep/er", "/in/deep/er/keep")) {
      assertThat(context(ignored).tree().entry(ImagePath.of(path))).as(path).isPresent();
    }
    for (String path : List.of("/in/other", "/in/other/drop", "/in/deep/er/drop", "/none/x")) {
      assertThat(context(ignored).tree().entry(ImagePath.of(path))).as(path).isEmpty();
    }
    assertThat(paths(context(ignored)))
        .containsExactly("", "in", "in/deep", "in/deep/er", "in/deep/er/keep");
  }

  @Test
  void doesNotListWhatIsIgnored() throws Exception {
    write("kept", "x");
    write("secret/file", "x");
    Path secret = folder.resolve("secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    try {
      assertThat(paths(context("secret"))).containsExactly("", "kept");
      assertThat(context("secret").tree().entry(ImagePath.of("/secret/file"))).isEmpty();
    } finally {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void tellsDigestsOfContents() throws Exception {
    write("a", "hello");
    BuildContext context = context("");
    assertThat(
            context.digest(ImagePath.of("/a"), (Entry.RegularFile) entry(context, "/a")).toString())
        .isEqualTo("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void refusesAFileThatChangesWhileItIsRead() throws Exception {
    Path file = write("a", "x".repeat(200_000));
    BuildContext context = context("");
    Entry.RegularFile entry = (Entry.RegularFile) entry(context, "/a");
    String remedy =
        " while the build read it\nremedy: build again when nothing writes to the context, or leave"
            + " the file out with a .dockerignore";
    try (InputStream in = entry.content().open()) {
      in.readNBytes(1000);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
      assertThatThrownBy(in::readAllBytes).hasMessage(file + ": was changed" + remedy);
    }
    Files.writeString(file, "short");
    assertThatThrownBy(() -> context.digest(ImagePath.of("/a"), entry))
        .hasMessage(file + ": was changed" + remedy);
    Files.delete(file);
    assertThatThrownBy(() -> context.digest(ImagePath.of("/a"), entry))
        .hasMessage(file + ": was removed" + remedy);
  }

  @Test
  void namesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> context(temp.resolve("none"), new byte[0]))
        .hasMessage(
            temp.resolve("none")
                + ": no such directory\nremedy: name a directory that can be read");
  }

  @Test
  void digestIsTheSameAsOfTheBytes() throws Exception {
    write("empty", "");
    BuildContext context = context("");
    assertThat(context.digest(ImagePath.of("/empty"), (Entry.RegularFile) entry(context, "/empty")))
        .isEqualTo(Digest.sha256(new byte[0]));
  }
}
