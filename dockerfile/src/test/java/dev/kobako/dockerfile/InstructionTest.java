package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.Instruction.Arg;
import dev.kobako.dockerfile.Instruction.Copy;
import dev.kobako.dockerfile.Instruction.Healthcheck;
import dev.kobako.dockerfile.Instruction.Onbuild;
import dev.kobako.dockerfile.Instruction.Pair;
import dev.kobako.dockerfile.Instruction.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the parts of each instruction are. */
class InstructionTest {
  private static <T extends Instruction> T read(Class<T> kind, String text) {
    SourceText source = new SourceText("Dockerfile", "FROM busybox\n" + text);
    return kind.cast(Dockerfile.parse(source).instructions().getLast());
  }

  private static List<String> values(List<Flag> flags) {
    return flags.stream().map(Flag::value).toList();
  }

  @Test
  void fromHasAnImageAPlatformAndANameInLowerCase() {
    Instruction.From from =
        read(Instruction.From.class, "FROM --platform=$BUILDPLATFORM debian:$V aS Build-1.x_y");

    assertThat(from.image()).isEqualTo("debian:$V");
    assertThat(from.platform().map(Flag::value)).contains("$BUILDPLATFORM");
    assertThat(from.stageName()).contains("build-1.x_y");
    assertThat(read(Instruction.From.class, "FROM --platform= scratch").platform()).isEmpty();
    assertThat(read(Instruction.From.class, "FROM scratch").stageName()).isEmpty();
  }

  @Test
  void runIsALineForTheShellOrWords() {
    assertThat(read(Run.class, "RUN echo \\\n  a").command())
        .isEqualTo(new Command.Shell("echo   a", List.of()));
    assertThat(read(Run.class, "RUN [\"echo\", \"a b\"]").command())
        .isEqualTo(new Command.Exec(List.of("echo", "a b")));
    assertThat(read(Run.class, "RUN").command()).isEqualTo(new Command.Shell("", List.of()));
    assertThat(read(Run.class, "RUN ['echo']").command())
        .isEqualTo(new Command.Shell("['echo']", List.of()));
  }

  @Test
  void runHasItsMountsInOrderAndItsHeredocs() {
    Run run =
        read(
            Run.class,
            "RUN --mount=type=cache,target=/c --network=none --mount=target=$D"
                + " --security=insecure <<-EOF cat\n\ta $b\n\tEOF\n");

    assertThat(values(run.mounts())).containsExactly("type=cache,target=/c", "target=$D");
    assertThat(run.network().map(Flag::value)).contains("none");
    assertThat(run.security().map(Flag::value)).contains("insecure");
    assertThat(run.command())
        .isEqualTo(
            new Command.Shell(
                "<<-EOF cat", List.of(new Heredoc("EOF", "\ta $b\n", true, true, 0))));
  }

  @Test
  void copyHasSourcesADestinationAndItsFlags() {
    Copy copy =
        read(
            Copy.class,
            "COPY --from=build --chown=1:$G --chmod=u+x --link --parents=TRUE --exclude=*.o"
                + " --exclude=*.a a $b c/");

    assertThat(copy.add()).isFalse();
    assertThat(copy.sources()).containsExactly("a", "$b");
    assertThat(copy.destination()).isEqualTo("c/");
    assertThat(copy.from().map(Flag::value)).contains("build");
    assertThat(copy.chown().map(Flag::value)).contains("1:$G");
    assertThat(copy.chmod().map(Flag::value)).contains("u+x");
    assertThat(copy.link()).isTrue();
    assertThat(copy.parents()).isTrue();
    assertThat(values(copy.excludes())).containsExactly("*.o", "*.a");
    assertThat(copy.unpack()).isEmpty();
  }

  @Test
  void addHasFlagsOfItsOwn() {
    Copy add =
        read(
            Copy.class,
            "ADD --checksum=sha256:$S --keep-git-dir --unpack=false --link=false --chown="
                + " [\"a b\", \"/\"]");

    assertThat(add.add()).isTrue();
    assertThat(add.sources()).containsExactly("a b");
    assertThat(add.checksum().map(Flag::value)).contains("sha256:$S");
    assertThat(add.keepGitDir()).isTrue();
    assertThat(add.unpack()).contains(false);
    assertThat(add.link()).isFalse();
    assertThat(add.chown()).isEmpty();
  }

  @Test
  void heredocsAreSourcesOfCopyWithTheirContents() {
    Copy copy =
        read(
            Copy.class,
            "COPY <<one a <<-\"two\" <<one /d/\nfirst\none\n\tsecond\n\ttwo\nthird\none\n");

    assertThat(copy.sources()).containsExactly("a");
    assertThat(copy.destination()).isEqualTo("/d/");
    assertThat(copy.files()).extracting(Heredoc::name).containsExactly("one", "two", "one");
    assertThat(copy.files())
        .extracting(Heredoc::content)
        .as("of two with one name, the last is both")
        .containsExactly("third\n", "second\n", "third\n");
    assertThat(copy.files()).extracting(Heredoc::expand).containsExactly(true, false, true);
  }

  @Test
  void aHeredocInAnArrayIsAnEmptyFile() {
    Copy copy = read(Copy.class, "COPY [\"<<EOF\", \"/x\"]");

    assertThat(copy.sources()).isEmpty();
    assertThat(copy.files()).containsExactly(new Heredoc("EOF", "", true, false, 0));
  }

  @Test
  void argDeclaresNamesWithAndWithoutADefault() {
    Arg arg = read(Arg.class, "ARG a b= c=\"d e\" f=g=h");

    assertThat(arg.arguments())
        .containsExactly(
            new Arg.Declared("a", Optional.empty()),
            new Arg.Declared("b", Optional.of("")),
            new Arg.Declared("c", Optional.of("\"d e\"")),
            new Arg.Declared("f", Optional.of("g=h")));
  }

  @Test
  void envAndLabelArePairsInBothForms() {
    assertThat(read(Instruction.Env.class, "ENV a=b c='d e'").variables())
        .containsExactly(new Pair("a", "b"), new Pair("c", "'d e'"));
    assertThat(read(Instruction.Env.class, "ENV a b  c").variables())
        .containsExactly(new Pair("a", "b  c"));
    assertThat(read(Instruction.Label.class, "LABEL \"a b\"=c").labels())
        .containsExactly(new Pair("\"a b\"", "c"));
  }

  @Test
  void portsAreSortedAndVolumesTrimmed() {
    assertThat(read(Instruction.Expose.class, "EXPOSE 9 80/tcp $P 443").ports())
        .containsExactly("$P", "443", "80/tcp", "9");
    assertThat(read(Instruction.Volume.class, "VOLUME [\" /a \", \"/b\"]").volumes())
        .containsExactly("/a", "/b");
  }

  @Test
  void textsAreTakenWhole() {
    assertThat(read(Instruction.User.class, "USER a b").user()).isEqualTo("a b");
    assertThat(read(Instruction.Workdir.class, "WORKDIR  /a  b ").path()).isEqualTo("/a  b");
    assertThat(read(Instruction.StopSignal.class, "STOPSIGNAL 9 15").signal()).isEqualTo("9 15");
    assertThat(read(Instruction.Maintainer.class, "MAINTAINER A <a@b>").name())
        .isEqualTo("A <a@b>");
    assertThat(read(Instruction.Shell.class, "SHELL [\"bash\", \"-c\"]").words())
        .containsExactly("bash", "-c");
  }

  @Test
  void cmdAndEntrypointMayBeEmptyInBothForms() {
    assertThat(read(Instruction.Cmd.class, "CMD []").command())
        .isEqualTo(new Command.Exec(List.of()));
    assertThat(read(Instruction.Cmd.class, "CMD").command())
        .isEqualTo(new Command.Shell("", List.of()));
    assertThat(read(Instruction.Cmd.class, "CMD -- --version").command())
        .isEqualTo(new Command.Shell("--version", List.of()));
    assertThat(read(Instruction.Entrypoint.class, "ENTRYPOINT [\"a\"]").command())
        .isEqualTo(new Command.Exec(List.of("a")));
  }

  @Test
  void healthchecksHaveACommandAndHowOftenItIsRun() {
    Healthcheck check =
        read(
            Healthcheck.class,
            "HEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=0 --start-interval="
                + " --retries=+4 cmd curl  -f localhost");

    assertThat(check.check())
        .contains(
            new Healthcheck.Check(
                new Command.Shell("curl  -f localhost", List.of()),
                90_000_000_000L,
                1_500_000_000L,
                0,
                0,
                4));
    assertThat(read(Healthcheck.class, "HEALTHCHECK CMD [\"a\"]").check().orElseThrow().command())
        .isEqualTo(new Command.Exec(List.of("a")));
    assertThat(read(Healthcheck.class, "HEALTHCHECK --nonsense none").check()).isEmpty();
  }

  @Test
  void onbuildKeepsTheTextOfItsTrigger() {
    assertThat(read(Onbuild.class, "onbuild  RUN a \\\n  b").trigger()).isEqualTo("RUN a   b");
    assertThat(read(Onbuild.class, "ONBUILD NONSENSE --x").trigger()).isEqualTo("NONSENSE --x");
    assertThat(read(Onbuild.class, "ONBUILD COPY <<-A <<B /\n\ta\n\tA\nb\nB").trigger())
        .isEqualTo("COPY <<-A <<B /\n\ta\nA\nb\nB");
  }

  @Test
  void flagsThatArgAndStopsignalDontHaveAreIgnored() {
    assertThat(read(Arg.class, "ARG --x a").arguments()).hasSize(1);
    assertThat(read(Instruction.StopSignal.class, "STOPSIGNAL --x 9").signal()).isEqualTo("9");
  }
}
