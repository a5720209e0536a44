package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.sandbox.Containers;
import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds of somebody who has a single id and no rights. */
@Timeout(300)
class OrdinaryUserBuildTest {
  private static final String MORE_IDS = Containers.MORE_IDS;

  @TempDir Path temp;

  private OrdinaryUser user = new OrdinaryUser(Path.of("/nonexistent"), "");
  private Path context = Path.of("/nonexistent");

  @BeforeEach
  void aHome() throws Exception {
    HostCommand.assume("busybox", "runc", "unshare");
    user = OrdinaryUser.in(temp, System.getenv("PATH"));
    context = Files.createDirectory(temp.resolve("context"));
    HostCommand.Result trial =
        user.command(temp, "unshare", "--user", "--map-root-user", "true").run();
    assumeTrue(trial.code() == 0, () -> "skipped: no user namespaces here: " + trial.err());
  }

  private static void hide(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
  }

  private HostCommand.Result build(String... words) throws Exception {
    user.own();
    String[] all = new String[words.length + 2];
    all[0] = "build";
    System.arraycopy(words, 0, all, 1, words.length);
    all[all.length - 1] = context.toString();
    return user.kobako(all).run();
  }

  /** The files in a tar, with mode and text. */
  private static SortedMap<String, String> files(Path tar) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (TarReader reader = new TarReader(Content.of(tar, Files.size(tar)), "out")) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get().item() instanceof TarMember.Item.Placed(Entry.RegularFile file)) {
          files.put(
              next.get().name(),
              Integer.toOctalString(file.attributes().mode())
                  + " "
                  + new String(file.content().bytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  @Test
  void hisFilesThatHeMayNotReadAreCopied() throws Exception {
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    Files.writeString(context.resolve(".dockerignore"), "Dockerfile\nleft\n");
    Files.writeString(context.resolve("left"), "left");
    Files.writeString(context.resolve("hidden one"), "1");
    Files.writeString(Files.createDirectory(context.resolve("d")).resolve("two\n"), "2");
    for (String each : new String[] {".dockerignore", "hidden one", "d/two\n"}) {
      hide(context.resolve(each));
    }
    Path out = temp.resolve("out.tar");

    HostCommand.Result result = build("-q", "-o", "type=tar,dest=" + out);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(files(out).toString())
        .isEqualTo("{.dockerignore=0 Dockerfile\nleft\n, d/two\n=0 2, hidden one=0 1}");
  }

  @Test
  void aFileOfSomebodyElseThatHeMayNotReadIsNamed() throws Exception {
    DebianBase.assumeRoot();
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    Path file = Files.writeString(context.resolve("foreign"), "of root");
    user.own();
    Files.setAttribute(file, "unix:uid", 0);
    hide(file);

    HostCommand.Result result = user.kobako("build", "-q", context.toString()).run();

    assertThat(result.err())
        .isEqualTo(
            "kobako: "
                + file
                + ": can't be read: permission denied\n"
                + "remedy: check that the file can be read by you\n");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void whatASingleIdCannotDoIsSaidOnceOrWhereItIsAskedFor() throws Exception {
    RealBuild real = RealBuild.in(temp.resolve("real"));
    context = real.context();
    real.dockerfile("COPY --chown=1000:1001 Dockerfile /of-another\nRUN test -O /of-another\n");
    String image = "app";
    HostCommand.Result fine = build("--progress", "plain", "-t", image);
    assertThat(fine.code()).as(fine.err()).isZero();
    String limits = "all files in containers belong to root, since there is a single id: ";
    assertThat(fine.err()).containsOnlyOnce(limits);

    real.dockerfile("USER 1000\nRUN true\n");
    HostCommand.Result asked = build("-q");
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.err())
        .contains("Dockerfile:5: runs as USER 1000, but " + limits)
        .endsWith("remedy: " + MORE_IDS + "; or run this step before USER\n");

    HostCommand.Result ran = user.kobako("run", "-u", "7", image, "true").run();
    assertThat(ran.code()).isEqualTo(125);
    assertThat(ran.err())
        .contains("container: its user is 7:0, but " + limits)
        .endsWith("remedy: " + MORE_IDS + "\n");

    real.dockerfile("RUN /bin/busybox chown 7 /bin\n");
    HostCommand.Result tried = build("-q");
    assertThat(tried.code()).isEqualTo(1);
    assertThat(tried.err())
        .contains("chown: /bin: Invalid argument")
        .contains(
            "remedy: what it wrote says why; the steps before it are in the cache. Note: " + limits)
        .endsWith("; " + MORE_IDS + "\n");
  }
}
