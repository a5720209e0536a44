package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerlLibraryTest {
  @Test
  void keepsModulesOfBothFoldersWithUnicodeTables() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/perl/5.36.0/strict.pm",
                "/usr/share/perl/5.36.0/Text/Wrap.pm",
                "/usr/share/perl/5.36.0/unicore/Name.pl",
                "/usr/share/perl/5.36.0/pod/perlfunc.pod",
                "/usr/share/perl/5.36.0/Test/More.pm",
                "/usr/share/perl/5.36.0/Unicode/Collate/Locale/de.pl",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/POSIX.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/DB_File.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/DB_File/DB_File.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/CORE/perl.h",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/POSIX/POSIX.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so",
                "/usr/lib/x86_64-linux-gnu/perl-base/strict.pm")
            .opened("/usr/share/perl/5.36.0/Text/Wrap.pm");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/POSIX.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/POSIX/POSIX.so",
            "/usr/share/perl/5.36.0/strict.pm",
            "/usr/share/perl/5.36.0/unicore/Name.pl");
  }

  @Test
  void keepsAllConvertersWhereOneWasLoaded() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/KR/KR.so")
            .opened("/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/KR/KR.so");
  }

  private static UsedTree withProgram(String path, String text) {
    String library = "/usr/lib/x86_64-linux-gnu/perl/5.36.0/";
    return UsedTree.with(library + "Config.pm", library + "auto/Encode/JP/JP.so")
        .file(path, text)
        .opened(library + "Config.pm")
        .opened(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my $text = decode($charset, $bytes);",
        "$text = Encode::decode( $self->charset, $bytes );",
        "my $text = decode $self->charset(), $bytes;",
        "print encode($to, decode('UTF-8', $_));",
        "my $encoding = find_encoding($ARGV[0]) or die;",
        "Encode::from_to($bytes, 'utf-8', $to);",
        "open my $in, \"<:encoding($charset)\", $file;",
        "open my $in, '<:encoding(' . $charset . ')', $file;"
      })
  void keepsAllConvertersWhereAProgramComputesTheNameOfACharset(String text) throws IOException {
    assertThat(withProgram("/srv/app/convert.pl", text).keptBy(new PerlLibrary()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so");
    assertThat(
            withProgram("/usr/local/bin/convert", "#!/usr/bin/env perl\n" + text)
                .keptBy(new PerlLibrary()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my $text = decode('iso-8859-1', $bytes);",
        "my $data = $json->decode($text, 1);",
        "my $data = decode_json($text);",
        "sub decode ($self, $text) { }",
        "my $data = decode($text);",
        "open my $in, '<:encoding(UTF-8)', $file;"
      })
  void keepsNoConverterForAConstantOrWhatIsNoCharset(String text) throws IOException {
    assertThat(withProgram("/srv/app/convert.pl", text).keptBy(new PerlLibrary())).isEmpty();
  }

  @Test
  void asksOnlyPerlForCharsets() throws IOException {
    assertThat(
            withProgram("/srv/app/notes.txt", "decode($charset, $bytes)").keptBy(new PerlLibrary()))
        .isEmpty();
  }

  @Test
  void keepsOnlyDebiansMinimalSetWhereNoOtherWasTouched() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/perl-base/strict.pm",
                "/usr/lib/x86_64-linux-gnu/perl-base/warnings.pm",
                "/usr/share/perl/5.36.0/strict.pm")
            .opened("/usr/lib/x86_64-linux-gnu/perl-base/strict.pm");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/perl-base/warnings.pm");
  }
}
