package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageCacheTest {
  @Test
  void aVariableOfAManagerMovesItsCache() {
    assertThat(LanguageCache.PIP.place(Map.of("PIP_CACHE_DIR", "/pip/"))).contains("/pip");
    assertThat(LanguageCache.CARGO.place(Map.of("CARGO_HOME", "/usr/local/cargo")))
        .contains("/usr/local/cargo/registry");
  }

  @Test
  void itsOwnVariableCountsBeforeThatOfAllCaches() {
    assertThat(
            LanguageCache.YARN.place(
                Map.of("XDG_CACHE_HOME", "/var/cache", "YARN_CACHE_FOLDER", "/yarn")))
        .contains("/yarn");
    assertThat(LanguageCache.YARN.place(Map.of("XDG_CACHE_HOME", "/var/cache")))
        .contains("/var/cache/yarn");
  }

  @Test
  void withoutAVariableItIsWhereTheManagerHasIt() {
    assertThat(LanguageCache.NPM.place(Map.of("npm_config_cache", "", "HOME", "/srv"))).isEmpty();
  }
}
