package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClosureTest {
  private static final String APP = Explained.PROGRAM;

  @Test
  void bringsLoaderLibrariesAndEveryLinkOnTheWay() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf("/usr/bin/app-1", FakeRoot.program().needed("liba.so.1"))
                .link(APP, "../../bin/app-1")
                .library("liba.so.1.2", ElfBuilder.elf64().soname("liba.so.1").needed("libb.so"))
                .link(FakeRoot.LIBRARIES + "liba.so.1", "liba.so.1.2")
                .library("libb.so", ElfBuilder.elf64().soname("libb.so"))
                .library("libunused.so", ElfBuilder.elf64()));

    assertThat(closure.lines())
        .containsExactly(
            "/bin: a link; what it leads to is named",
            "/lib: a link; what it leads to is NEEDED by /usr/bin/app-1",
            "/lib64: a link; what it leads to is loader of /usr/bin/app-1",
            "/usr/bin/app: a link; what it leads to is named",
            "/usr/bin/app-1: named",
            "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2: loader of /usr/bin/app-1",
            "/usr/lib/x86_64-linux-gnu/liba.so.1: a link; what it leads to is NEEDED by /usr/bin/app-1",
            "/usr/lib/x86_64-linux-gnu/liba.so.1.2: NEEDED by /usr/bin/app-1",
            "/usr/lib/x86_64-linux-gnu/libb.so: NEEDED by /usr/lib/x86_64-linux-gnu/liba.so.1.2",
            "/usr/lib/x86_64-linux-gnu/libc.so.6: NEEDED by /usr/bin/app-1",
            "/usr/lib64/ld-linux-x86-64.so.2: a link; what it leads to is loader of /usr/bin/app-1");
    closure.holdsTogether();
  }

  @Test
  void findsLibrariesThroughRunpathWithOrigin() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(
                    "/opt/app/bin/app",
                    FakeRoot.program().needed("libx.so").runpath("$ORIGIN/../lib"))
                .elf("/opt/app/lib/libx.so", ElfBuilder.elf64())
                .link(APP, "/opt/app/bin/app"));

    assertThat(closure.reason("/opt/app/lib/libx.so"))
        .contains("NEEDED (found by RUNPATH) by /opt/app/bin/app");
    closure.holdsTogether();
  }

  @Test
  void bringsTheNamesBeforeDotDotOfASearchPath() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(APP, FakeRoot.program().needed("libx.so").runpath("/opt/way/../lib"))
                .directory("/opt/way")
                .elf("/opt/lib/libx.so", ElfBuilder.elf64()));

    assertThat(closure.reason("/opt/way")).contains("is on the way to /opt/lib/libx.so");
    closure.holdsTogether();
  }

  @Test
  void bringsNothingForAStaticProgram() throws IOException {
    Explained closure =
        Explained.closure(FakeRoot.withGlibc().elf(APP, ElfBuilder.elf64().type(2).isStatic()));

    assertThat(closure.lines()).containsExactly("/usr/bin/app: named");
  }

  @Test
  void endsWithLibrariesThatNeedEachOther() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(APP, FakeRoot.program().needed("liba.so"))
                .library("liba.so", ElfBuilder.elf64().needed("libb.so"))
                .library("libb.so", ElfBuilder.elf64().needed("liba.so", "libb.so")));

    assertThat(closure.paths())
        .contains(FakeRoot.LIBRARIES + "liba.so", FakeRoot.LIBRARIES + "libb.so");
    assertThat(closure.missing()).isEmpty();
    closure.holdsTogether();
  }

  @Test
  void saysWhichLibraryIsMissingAndWhereItWasLookedFor() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(APP, FakeRoot.program().needed("liba.so"))
                .library("liba.so", ElfBuilder.elf64().needed("libgone.so.3").runpath("/opt/x")));

    assertThat(closure.missing())
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/liba.so needs libgone.so.3: not found, looked into [/opt/x,"
                + " /lib/x86_64-linux-gnu, /usr/lib/x86_64-linux-gnu, /lib64, /usr/lib64, /lib,"
                + " /usr/lib]");
  }

  @Test
  void passesOverLibrariesOfOtherMachines() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(APP, FakeRoot.program().needed("libx.so").runpath("/opt/a:/opt/b"))
                .elf("/opt/a/libx.so", ElfBuilder.elf64().machine(ElfBuilder.AARCH64))
                .elf("/opt/b/libx.so", ElfBuilder.elf64()));

    assertThat(closure.paths()).contains("/opt/b/libx.so").doesNotContain("/opt/a/libx.so");
  }

  @Test
  void saysThatTheLoaderIsMissing() throws IOException {
    Explained closure = Explained.closure(FakeRoot.empty().elf(APP, FakeRoot.program()));

    assertThat(closure.missing())
        .contains(
            "/usr/bin/app needs /lib64/ld-linux-x86-64.so.2: not found, looked into [PT_INTERP]");
  }

  @Test
  void takesADirectoryForNoLoader() throws IOException {
    Explained closure =
        Explained.closure(FakeRoot.empty().directory(FakeRoot.LOADER).elf(APP, FakeRoot.program()));

    assertThat(closure.missing())
        .contains(
            "/usr/bin/app needs /lib64/ld-linux-x86-64.so.2: not found, looked into [PT_INTERP]");
  }

  @Test
  void bringsAScriptsInterpreterWithAllItNeeds() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .script(APP, "#!/bin/perl -w\n")
                .elf("/usr/bin/perl", FakeRoot.program().needed("libperl.so"))
                .library("libperl.so", ElfBuilder.elf64()));

    assertThat(closure.reason("/usr/bin/perl")).contains("runs the script /usr/bin/app");
    assertThat(closure.reason("/bin"))
        .contains("a link; what it leads to is runs the script /usr/bin/app");
    assertThat(closure.reason(FakeRoot.LIBRARIES + "libperl.so"))
        .contains("NEEDED by /usr/bin/perl");
    closure.holdsTogether();
  }

  @Test
  void followsScriptsThatAreRunByScripts() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .script(APP, "#!/usr/bin/middle\n")
                .script("/usr/bin/middle", "#!/usr/bin/env -S X=1 perl -w\n")
                .elf("/usr/bin/env", FakeRoot.program())
                .elf("/usr/bin/perl", FakeRoot.program()));

    assertThat(closure.reason("/usr/bin/middle")).contains("runs the script /usr/bin/app");
    assertThat(closure.reason("/usr/bin/env")).contains("runs the script /usr/bin/middle");
    assertThat(closure.reason("/usr/bin/perl")).contains("runs the script /usr/bin/middle");
    closure.holdsTogether();
  }

  @Test
  void endsWithScriptsThatRunEachOther() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.empty().script(APP, "#!/usr/bin/b\n").script("/usr/bin/b", "#!" + APP + "\n"));

    assertThat(closure.lines())
        .containsExactly("/usr/bin/app: named", "/usr/bin/b: runs the script /usr/bin/app");
  }

  @Test
  void saysThatAnInterpreterIsMissing() throws IOException {
    assertThat(Explained.closure(FakeRoot.empty().script(APP, "#!/bin/zsh\n")).missing())
        .containsExactly("/usr/bin/app needs /bin/zsh: not found, looked into [#!]");
    assertThat(Explained.closure(FakeRoot.empty().script(APP, "#!zsh\n")).missing())
        .containsExactly(
            "/usr/bin/app needs zsh: not found, looked into [/usr/local/sbin,"
                + " /usr/local/bin, /usr/sbin, /usr/bin, /sbin, /bin]");
    assertThat(
            Explained.closure(
                    FakeRoot.withGlibc()
                        .environment("PATH", "/x:relative:/usr/bin")
                        .script(APP, "#!/usr/bin/env zsh\n")
                        .elf("/usr/bin/env", FakeRoot.program()))
                .missing())
        .containsExactly("/usr/bin/app needs zsh: not found, looked into [/x, /usr/bin]");
  }

  @Test
  void bringsTheCommandsThatAShellScriptCalls() throws IOException {
    FakeRoot root =
        FakeRoot.withGlibc()
            .script(APP, "#!/bin/sh\nset -e\nif grep -q x; then /opt/tool; fi\nsed() { :; }\nsed\n")
            .elf("/usr/bin/sh", FakeRoot.program())
            .elf("/usr/bin/grep", FakeRoot.program())
            .elf("/usr/bin/sed", FakeRoot.program())
            .elf("/opt/tool", FakeRoot.program());

    assertThat(Explained.closure(root).guessed())
        .containsExactly(
            "/opt/tool: called by the script /usr/bin/app (guessed: script)",
            "/usr/bin/grep: called by the script /usr/bin/app (guessed: script)");
    assertThat(Explained.closure(root, Guess.SCRIPT).guessed()).isEmpty();
  }

  @Test
  void readsNoCommandsFromOtherScripts() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .script(APP, "#!/usr/bin/python3\ngrep\n")
                .elf("/usr/bin/python3", FakeRoot.program())
                .elf("/usr/bin/grep", FakeRoot.program()));

    assertThat(closure.guessed()).isEmpty();
  }

  @Test
  void refusesAProgramThatIsEmpty() {
    assertThatThrownBy(() -> Explained.closure(FakeRoot.empty().script(APP, "")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /usr/bin/app: is empty, expected a program
            remedy: name a program; data files go in with --include\
            """);
  }

  @Test
  void refusesAProgramThatIsNeitherElfNorScript() {
    assertThatThrownBy(() -> Explained.closure(FakeRoot.empty().script(APP, "echo\n")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /usr/bin/app: is neither an ELF file nor a script with a '#!' line
            remedy: name a program; data files go in with --include\
            """);
  }

  @Test
  void keepsNothingForADirectoryALoopOrNothing() throws IOException {
    FakeRoot root =
        FakeRoot.withGlibc().link("/usr/bin/loop", "pool").link("/usr/bin/pool", "loop");

    assertThat(
            Explained.closure(
                    root,
                    ClosureOptions.defaults(),
                    "/usr/bin",
                    "/usr/bin/loop",
                    "/usr/bin/gone",
                    "/usr/bin/loop/x")
                .closure()
                .keepSet()
                .all())
        .isEmpty();
  }

  @Test
  void followsDamagedDataNoFurther() throws IOException {
    FakeRoot root =
        FakeRoot.withGlibc()
            .elf("/opt/data/damaged", FakeRoot.program().length(100))
            .elf("/opt/data/plugin", ElfBuilder.elf64().needed("libx.so"))
            .library("libx.so", ElfBuilder.elf64())
            .file("/opt/data/text", "x");
    Explained closure = Explained.closure(root, ClosureOptions.defaults());

    closure.closure().keepAll("/opt/data", Reason.asked("data"));

    assertThat(closure.reason("/opt/data/damaged")).contains("data");
    assertThat(closure.reason(FakeRoot.LIBRARIES + "libx.so"))
        .contains("NEEDED by /opt/data/plugin");
    closure.holdsTogether();
  }

  @Test
  void refusesADamagedProgram() {
    assertThatThrownBy(
            () -> Explained.closure(FakeRoot.empty().elf(APP, FakeRoot.program().length(100))))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /usr/bin/app: malformed ELF file: the program headers lie at byte 64 and are 168 bytes\
             long, but the file has 100 bytes
            remedy: replace the file by an intact copy\
            """);
  }
}
