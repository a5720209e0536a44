package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerlKindTest {
  private static final String PERL = "/usr/bin/perl";
  private static final String LIBRARY = "/usr/share/perl/5.36";

  @TempDir Path folder;

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(
            PERL, FakeRoot.program().constant(LIBRARY).constant("/usr/lib/perl5").constant("/perl"))
        .file(LIBRARY + "/strict.pm", "")
        .file(LIBRARY + "/A/B.pm", "package A::B;\nuse parent -norequire, 'A::C';\n")
        .file(LIBRARY + "/A/C.pm", "")
        .file(LIBRARY + "/A/D.pm", "")
        .file(LIBRARY + "/unicore/Name.pl", "")
        .elf("/usr/lib/perl5/auto/A/B/B.so", ElfBuilder.elf64())
        .file("/usr/lib/perl5/A/B.pm", "")
        .file("/app/lib/Own.pm", "eval \"require $x\";\n")
        .file("/app/lib/Own/Driver.pm", "")
        .file("/app/conf.pl", "");
  }

  private static Explained run(FakeRoot root, String... arguments) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keepProgram(arguments[0], List.of(arguments), Reason.asked("named"));
    return Explained.of(closure);
  }

  @Test
  void followsModulesFromTheScript() throws IOException {
    Explained closure =
        run(
            root()
                .script(
                    "/app/main",
                    """
                    #!/usr/bin/perl -w
                    use 5.010; use strict;
                    use FindBin; use lib "$FindBin::Bin/lib";
                    use Own;
                    my %h = (use => 1); # use A::D
                    if ($x) { require A::B; }
                    do './conf.pl';

                    =head1 DOC

                    use A::D;

                    =cut

                    __END__
                    use A::D;
                    """),
            "/app/main");

    assertThat(closure.reason("/app/lib/Own.pm")).contains("used by /app/main");
    assertThat(closure.reason("/app/lib/Own/Driver.pm"))
        .contains("loaded by a computed name in /app/lib/Own.pm (guessed: perl)");
    assertThat(closure.reason(LIBRARY + "/A/C.pm"))
        .contains("named in " + LIBRARY + "/A/B.pm (guessed: perl)");
    assertThat(closure.reason("/usr/lib/perl5/auto/A/B/B.so"))
        .contains("part of a module used by /app/main");
    assertThat(closure.reason("/app/conf.pl")).contains("used by /app/main");
    assertThat(closure.paths()).doesNotContain(LIBRARY + "/A/D.pm", LIBRARY + "/unicore/Name.pl");
    closure.holdsTogether();
  }

  @Test
  void followsGuessesOfWhatTheInterpreterLoadsUnlessTheyAreRefused() throws IOException {
    FakeRoot root =
        root()
            .file(LIBRARY + "/PerlIO/encoding.pm", "use Encode;")
            .file(LIBRARY + "/Encode.pm", "eval \"require $x\";")
            .file(LIBRARY + "/Encode/JP.pm", "");
    Closure seen = new Closure(root.source(), ClosureOptions.defaults().without(List.of("lazy")));
    seen.keepProgram(PERL, List.of(PERL, "-e1"), Reason.asked("named"));
    Closure own = new Closure(root.source(), ClosureOptions.defaults().without(List.of("lazy")));
    own.keepProgram(PERL, List.of(PERL, "-MEncode", "-e1"), Reason.asked("named"));

    assertThat(run(root, PERL, "-e1").paths()).contains(LIBRARY + "/Encode/JP.pm");
    assertThat(Explained.of(seen).paths())
        .contains(LIBRARY + "/Encode.pm")
        .doesNotContain(LIBRARY + "/Encode/JP.pm");
    assertThat(Explained.of(own).paths()).contains(LIBRARY + "/Encode/JP.pm");
  }

  @Test
  void readsTheCommandLine() throws IOException {
    assertThat(run(root(), PERL, "-MA::D=x", "-lne", "use A::B; \\N{DASH}").paths())
        .contains(LIBRARY + "/A/D.pm", LIBRARY + "/A/B.pm", LIBRARY + "/unicore/Name.pl");
    assertThat(run(root(), PERL, "-I", "/app/lib", "-MOwn", "-e1").paths())
        .contains("/app/lib/Own.pm");
    assertThat(run(root().environment("PERL5OPT", "-MA::D"), PERL, "-v").paths())
        .contains(LIBRARY + "/A/D.pm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use",
        "use ",
        "require",
        "do '",
        "use lib '../..'",
        "use lib qw(",
        "use A::::B",
        "require '../../../etc/passwd'",
        "use if",
        "=pod",
        "use '",
        "require \"\u0000\"",
        "use lib \"\u0000\";"
      })
  void takesAnyTextForWhatItIs(String text) throws IOException {
    run(root().script("/app/main", "#!/usr/bin/perl\n" + text), "/app/main").holdsTogether();
  }

  @Test
  @Timeout(120)
  void runsThePerlOfThisMachine() throws IOException {
    String program =
        "use POSIX qw(floor); use Encode; use JSON::PP; use Time::HiRes; use List::Util 'sum';"
            + " use charnames ':full'; print floor(3.7), length(encode('euc-jp', chr 0x3042)),"
            + " encode_json({a=>sum(1, 2)}), length \"\\N{GREEK SMALL LETTER ALPHA}\";"
            + " open my $f, '<', \\'x'; print <$f>, qq(\\n); print qq($_\\n) for values %INC";

    HostClosure closure = HostClosure.of(PERL, "-e", program);

    String out = closure.output(folder);
    assertThat(out).startsWith("32{\"a\":3}1x\n");
    assertThat(out.lines().skip(1)).hasSizeGreaterThan(30).allMatch(closure::has);
  }
}
