package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is checked out of a repository; the remotes are folders of this host. */
@Timeout(120)
class GitCheckoutTest {
  @TempDir Path temp;
  private Path origin;
  private GitCheckout checkout;

  @BeforeEach
  void makeRepository() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v git").start().waitFor() == 0,
        "needs the program git");
    origin = temp.resolve("origin.git");
    Files.createDirectory(origin);
    git(origin, "init", "-q", "-b", "main");
    write("README", "one");
    write("sub/inner/file", "x");
    Files.createSymbolicLink(
        origin.resolve("out"), Files.createDirectories(temp.resolve("elsewhere")));
    commit("2020-01-02T03:04:05Z");
    git(origin, "tag", "-a", "-m", "first", "v1");
    git(origin, "branch", "other");
    write("README", "two");
    commit("2021-01-02T03:04:05Z");
    checkout = new GitCheckout(temp.resolve("cache"), new TreeMap<>(System.getenv()));
  }

  private void write(String path, String text) throws IOException {
    Path file = origin.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void commit(String time) throws Exception {
    git(origin, "add", "-A");
    git(
        origin,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "-m",
        time,
        "--date=" + time);
  }

  private static String git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_COMMITTER_NAME", "a");
    builder.environment().put("GIT_COMMITTER_EMAIL", "a@b");
    for (String argument : arguments) {
      if (argument.startsWith("--date=")) {
        builder.environment().put("GIT_COMMITTER_DATE", argument.substring(7));
      }
    }
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  private GitUrl url(String rest) {
    return GitUrl.ofContext("file://" + origin + rest).orElseThrow();
  }

  private static List<String> paths(SourceTree source) {
    List<String> paths = new ArrayList<>();
    source
        .tree()
        .walk(
            ImagePath.ROOT,
            (path, _) -> {
              if (!path.toString().startsWith("/.git/")) {
                paths.add(path.toString());
              }
            });
    return paths;
  }

  private String read(GitCheckout.Checkout found) throws IOException {
    return Files.readString(found.folder().resolve("README"));
  }

  @Test
  void givesTheDefaultBranchWithTheTimeOfItsCommit() throws Exception {
    GitCheckout.Checkout found = checkout.open(url(""));
    assertThat(found.commit()).isEqualTo(git(origin, "rev-parse", "HEAD"));
    assertThat(found.time()).isEqualTo(Instant.parse("2021-01-02T03:04:05Z"));
    assertThat(read(found)).isEqualTo("two");
    assertThat(paths(found.tree()))
        .containsExactly("/", "/README", "/out", "/sub", "/sub/inner", "/sub/inner/file");
    assertThat(
            found.tree().tree().entry(ImagePath.of("/README")).orElseThrow().attributes().mtime())
        .isEqualTo(Instant.parse("2021-01-02T03:04:05Z"));
  }

  @Test
  void givesBranchesTagsAndCommits() throws Exception {
    String first = git(origin, "rev-parse", "v1^{commit}");
    assertThat(read(checkout.open(url("#v1")))).isEqualTo("one");
    assertThat(checkout.open(url("#v1")).commit()).isEqualTo(first);
    assertThat(checkout.open(url("#other")).commit()).isEqualTo(first);
    assertThat(checkout.open(url("#refs/heads/other")).commit()).isEqualTo(first);
    assertThat(checkout.open(url("?tag=v1")).commit()).isEqualTo(first);
    assertThat(checkout.open(url("?branch=main")).commit()).isNotEqualTo(first);
    assertThat(read(checkout.open(url("#" + first)))).isEqualTo("one");
    assertThat(checkout.open(url("?commit=" + first)).commit()).isEqualTo(first);
  }

  @Test
  void followsABranchThatMoves() throws Exception {
    assertThat(read(checkout.open(url("#main")))).isEqualTo("two");
    write("README", "three");
    commit("2022-01-02T03:04:05Z");
    assertThat(read(checkout.open(url("#main")))).isEqualTo("three");
  }

  @Test
  void givesAFolder() {
    assertThat(paths(checkout.open(url("#main:sub/inner")).tree())).containsExactly("/", "/file");
    assertThat(paths(checkout.open(url("?subdir=sub")).tree()))
        .containsExactly("/", "/inner", "/inner/file");
    for (String folder : List.of("none", "README", "out")) {
      assertThatThrownBy(() -> checkout.open(url("#main:" + folder)))
          .hasMessage(
              "file://"
                  + origin
                  + "#main:"
                  + folder
                  + ": the repository has no folder '"
                  + folder
                  + "'\nremedy: name a folder that it has at this commit");
    }
    assertThat(checkout.open(url("#main:../../..")).folder().toString())
        .startsWith(temp.resolve("cache").toString());
  }

  @Test
  void keepsTheGitFolderWhereItIsWanted() throws Exception {
    Path folder = checkout.open(url("#v1").withGitDir()).folder();
    assertThat(git(folder, "log", "--format=%s")).isEqualTo("2020-01-02T03:04:05Z");
    assertThat(git(folder, "status", "--porcelain")).isEmpty();
    assertThat(git(folder, "remote", "get-url", "origin")).isEqualTo("file://" + origin);
    assertThat(Files.exists(checkout.open(url("#v1")).folder().resolve(".git"))).isFalse();
  }

  @Test
  void bringsSubmodules() throws Exception {
    Path other = temp.resolve("other");
    Files.createDirectory(other);
    git(other, "init", "-q", "-b", "main");
    Files.writeString(other.resolve("in"), "inside");
    git(other, "add", "-A");
    git(other, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
    git(
        origin,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        "file://" + other,
        "mod");
    commit("2023-01-02T03:04:05Z");
    assertThat(paths(checkout.open(url("")).tree()))
        .contains("/mod/in")
        .doesNotContain("/mod/.git");
    assertThat(paths(checkout.open(url("?submodules=false")).tree())).doesNotContain("/mod/in");
    assertThat(paths(checkout.open(url("").withGitDir()).tree())).contains("/mod/in");
  }

  @Test
  void runsNoHookAndHeedsNoConfigurationOfTheUser() throws Exception {
    Path hooks = temp.resolve("hooks");
    Files.createDirectory(hooks);
    Path hook =
        Files.writeString(hooks.resolve("post-checkout"), "#!/bin/sh\ntouch " + temp + "/ran\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Path home = Files.createDirectory(temp.resolve("home"));
    Files.writeString(home.resolve(".gitconfig"), "[core]\n\thooksPath = " + hooks + "\n");
    TreeMap<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("HOME", home.toString());
    new GitCheckout(temp.resolve("cache2"), environment).open(url("#v1").withGitDir());
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void namesAReferenceThatIsNotThere() {
    assertThatThrownBy(() -> checkout.open(url("#nope")))
        .hasMessage(
            "file://"
                + origin
                + "#nope: the repository has no branch or tag 'nope'\n"
                + "remedy: name one that 'git ls-remote file://"
                + origin
                + "' lists, or a whole commit of 40 digits");
    String none = "0123456789012345678901234567890123456789";
    assertThatThrownBy(() -> checkout.open(url("#" + none)))
        .hasMessage(
            "file://"
                + origin
                + "#"
                + none
                + ": the repository has no commit "
                + none
                + "\nremedy: name a commit that one of its branches or tags holds");
  }

  @Test
  void refusesAnotherCommitThanExpected() throws Exception {
    String main = git(origin, "rev-parse", "main");
    assertThatThrownBy(() -> checkout.open(url("#main").withCommit("abcdef0")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "file://"
                + origin
                + "#main: is commit "
                + main
                + ", expected abcdef0\n"
                + "remedy: find out who moved it, or change the commit that you expect");
    assertThat(checkout.commit(url("#main").withCommit(main.substring(0, 8)))).isEqualTo(main);
  }

  @Test
  void saysWhatGitSaysOfARemoteThatIsNotThere() {
    GitUrl none = GitUrl.ofContext("file:///nowhere/x.git").orElseThrow();
    assertThatThrownBy(() -> checkout.open(none))
        .hasMessage(
            "file:///nowhere/x.git: git ended with exit code 128: fatal: '/nowhere/x.git' does not"
                + " appear to be a git repository\n"
                + "remedy: see whether 'git ls-remote file:///nowhere/x.git' works without a"
                + " prompt");
  }

  @Test
  void startsNewWhereAnotherProcessWasKilled() throws Exception {
    checkout.open(url("#v1"));
    try (var remotes = Files.list(temp.resolve("cache"))) {
      Path remote = remotes.findFirst().orElseThrow();
      Files.createDirectories(remote.resolve("staged/half"));
      Files.writeString(remote.resolve("repository/shallow.lock"), "");
      Files.writeString(remote.resolve("staged-index"), "half");
    }
    assertThat(read(checkout.open(url("#main")))).isEqualTo("two");
  }
}
