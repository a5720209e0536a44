package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of COPY, as Go's filepath.Match answers. */
class WildcardTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "abc abc true",
        "* abc true",
        "*c abc true",
        "a* a true",
        "a* ab/c false",
        "a*/b abc/b true",
        "a*/b a/c/b false",
        "a*b*c*d*e*/f axbxcxdxe/f true",
        "a*b*c*d*e*/f axbxcxdxexxx/f true",
        "a*b*c*d*e*/f axbxcxdxe/xxx/f false",
        "a*b*c*d*e*/f axbxcxdxexxx/fff false",
        "a*b?c*x abxbbxdbxebxczzx true",
        "a*b?c*x abxbbxdbxebxczzy false",
        "ab[c] abc true",
        "ab[b-d] abc true",
        "ab[e-g] abc false",
        "ab[^b-d] abc false",
        "ab[^e-g] abc true",
        "a\\*b a*b true",
        "a\\*b ab false",
        "a?b a☺b true",
        "a[^a]b a☺b true",
        "a???b a☺b false",
        "a?b a😀b true",
        "[a-ζ]* α true",
        "*[a-ζ] A false",
        "a?b a/b false",
        "a[^x]b a/b true",
        "[\\]a] ] true",
        "[\\-x] - true",
        "[\\-x] a false",
        "*x xxx true",
        "*ab aab true",
        "**b ab true",
        "a* ~~ false",
        "* ~~ true",
      })
  void matchesAsGoDoes(String pattern, String name, boolean matches) {
    assertThat(Wildcard.matches(pattern, name)).isEqualTo(matches);
    assertThat(Wildcard.isMalformedFor(pattern, name)).isFalse();
    assertThat(Wildcard.isMalformed(pattern)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[]a] ]",
        "[-] -",
        "[x-] x",
        "[-x] a",
        "\\ a",
        "[a-b-c] a",
        "[ a",
        "[^ a",
        "[^bc a",
        "a[ a",
        "a[ ab",
        "*\\ a",
        "[a]\\ a",
      })
  void matchesNothingWhereItIsMalformed(String pattern, String name) {
    assertThat(Wildcard.isMalformedFor(pattern, name)).isTrue();
    assertThat(Wildcard.matches(pattern, name)).isFalse();
  }

  @Test
  void looksAtAMalformedEndOnlyWhereTheStartMatches() {
    assertThat(Wildcard.isMalformedFor("x*[", "a")).isFalse();
    assertThat(Wildcard.isMalformedFor("x*[", "x")).isTrue();
  }

  @Test
  void isAPatternWhereSomethingIsNotEscaped() {
    assertThat(Wildcard.isPattern("a*")).isTrue();
    assertThat(Wildcard.isPattern("a?")).isTrue();
    assertThat(Wildcard.isPattern("[a")).isTrue();
    assertThat(Wildcard.isPattern("a\\*b]")).isFalse();
    assertThat(Wildcard.isPattern("a\\\\*")).isTrue();
    assertThat(Wildcard.isPattern("")).isFalse();
  }

  @Test
  @Timeout(10)
  void triesNoPlaceTwice() {
    assertThat(Wildcard.matches("*a".repeat(500) + "b", "a".repeat(5000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',.",
    "a,a",
    "a/,a",
    "a//b/./c,a/b/c",
    "./a,a",
    "../a,../a",
    "a/../../b,../b",
    "/,/",
    "/..,/",
    "/../a,/a",
    "a/..,.",
    "//a,/a",
    "../..,../..",
    "!..,!.."
  })
  void shortensPathsAsText(String path, String clean) {
    assertThat(LexicalPath.clean(path)).isEqualTo(clean);
  }
}
