package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.LanguageCache;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromiseTest {
  private static final Promise PROMISE =
      Promise.without("npm's cache is gone", "**/.npm").withMoved(List.of(LanguageCache.NPM));

  @Test
  void aCacheMayGoFromWhereTheImageHasMovedIt() {
    assertThat(PROMISE.gone(Map.of("npm_config_cache", "/srv/npm")))
        .containsExactly("**/.npm", "srv/npm");
    assertThat(PROMISE.and(Promise.SAME).gone(Map.of("npm_config_cache", "/srv/npm")))
        .containsExactly("**/.npm", "srv/npm");
  }

  @Test
  void aPlaceThatWouldBeAPatternIsNone() {
    assertThat(PROMISE.gone(Map.of("npm_config_cache", "/**"))).containsExactly("**/.npm");
    assertThat(PROMISE.gone(Map.of("npm_config_cache", "/"))).containsExactly("**/.npm");
  }
}
