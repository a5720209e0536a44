package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.RunMount.Bind;
import dev.kobako.dockerfile.RunMount.Cache;
import dev.kobako.dockerfile.RunMount.Secret;
import dev.kobako.dockerfile.RunMount.Sharing;
import dev.kobako.dockerfile.RunMount.Ssh;
import dev.kobako.dockerfile.RunMount.Tmpfs;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunMountTest {
  private static RunMount read(String options) {
    return read(options, UnaryOperator.identity());
  }

  private static RunMount read(String options, UnaryOperator<String> expand) {
    SourceText source = new SourceText("Dockerfile", "RUN --mount=" + options + " true");
    Span span = new Span(4, source.text().length() - 5);
    return RunMount.parse(source, new Flag(options, span), expand);
  }

  @Test
  void aBindIsReadOnlyAndOfTheWholeContextByDefault() {
    assertThat(read("target=/x")).isEqualTo(new Bind(Optional.empty(), "/", "/x", false));
    assertThat(read("type=BIND,from=build,source=a/../b/,dst=y,RW"))
        .isEqualTo(new Bind(Optional.of("build"), "/b", "y", true));
    assertThat(read("src=../../etc,destination=/x,ro=0"))
        .isEqualTo(new Bind(Optional.empty(), "/etc", "/x", true));
    assertThat(read("type=bind")).isEqualTo(new Bind(Optional.empty(), "/", "", false));
  }

  @Test
  void aCacheIsKnownByItsTargetAndSharedByDefault() {
    assertThat(read("type=cache,target=/root/.m2/"))
        .isEqualTo(cache("/root/.m2", "/root/.m2/", false, Sharing.SHARED, 0755, 0, 0));
    assertThat(read("type=cache,target=c,id=x,sharing=LOCKED,mode=0700,uid=7,gid=4294967295,ro"))
        .isEqualTo(cache("x", "c", true, Sharing.LOCKED, 0700, 7, -1));
    assertThat(read("type=cache,target=/c,from=base,source=seed,sharing=private"))
        .isEqualTo(
            new Cache(
                "/c", "/c", false, Sharing.PRIVATE, Optional.of("base"), "/seed", 0755, 0, 0));
  }

  private static Cache cache(
      String id, String target, boolean readOnly, Sharing sharing, int mode, int uid, int gid) {
    return new Cache(id, target, readOnly, sharing, Optional.empty(), "/", mode, uid, gid);
  }

  @Test
  void aSecretIsAFileAVariableOrBoth() {
    assertThat(read("type=secret,id=token"))
        .isEqualTo(secret("token", "/run/secrets/token", null, false, 0400, 0, 0));
    assertThat(read("type=secret,id=a/b,required"))
        .isEqualTo(secret("a/b", "/run/secrets/b", null, true, 0400, 0, 0));
    assertThat(read("type=secret,source=s,target=/t,mode=444,uid=1,gid=2,required=false"))
        .isEqualTo(secret("s", "/t", null, false, 0444, 1, 2));
    assertThat(read("type=secret,target=/etc/npmrc"))
        .isEqualTo(secret("npmrc", "/etc/npmrc", null, false, 0400, 0, 0));
    assertThat(read("type=secret,id=token,env=TOKEN"))
        .isEqualTo(secret("token", null, "TOKEN", false, 0400, 0, 0));
    assertThat(read("type=secret,id=token,env=TOKEN,target=/t"))
        .isEqualTo(secret("token", "/t", "TOKEN", false, 0400, 0, 0));
  }

  private static Secret secret(
      String id,
      @org.jspecify.annotations.Nullable String target,
      @org.jspecify.annotations.Nullable String environment,
      boolean required,
      int mode,
      int uid,
      int gid) {
    return new Secret(
        id,
        Optional.ofNullable(target),
        Optional.ofNullable(environment),
        required,
        mode,
        uid,
        gid);
  }

  @Test
  void anSshAgentIsTheDefaultOne() {
    assertThat(read("type=ssh")).isEqualTo(new Ssh("default", Optional.empty(), false, 0600, 0, 0));
    assertThat(read("type=ssh,id=git,target=/s,required=1,mode=0666,uid=1,gid=2"))
        .isEqualTo(new Ssh("git", Optional.of("/s"), true, 0666, 1, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "64m, 67108864",
    "64M, 67108864",
    "64 MB, 67108864",
    "1.5KiB, 1536",
    "2g, 2147483648",
    "1t, 1099511627776",
    "1pb, 1125899906842624",
    "12b, 12",
    ".5k, 512",
  })
  void sizesOfMemoryHaveUnits(String size, long bytes) {
    assertThat(read("type=tmpfs,target=/t,size=" + size)).isEqualTo(new Tmpfs("/t", bytes, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1x", "1kk", "1 .k", "1e3m", "inf", "99999999p", "1,"})
  void whatIsNoSizeIsRefused(String size) {
    assertThatThrownBy(() -> read("type=tmpfs,target=/t,size=" + size))
        .isInstanceOf(dev.kobako.diagnostic.KobakoException.class);
  }

  @Test
  void ofAModeThePermissionsCount() {
    assertThat(read("type=cache,target=/c,mode=71777"))
        .isEqualTo(cache("/c", "/c", false, Sharing.SHARED, 0777, 0, 0));
  }

  @Test
  void memoryMayBeReadOnlyAndHasNoSource() {
    assertThat(read("type=tmpfs,target=/t,source=/,ro")).isEqualTo(new Tmpfs("/t", 0, true));
    assertThatThrownBy(() -> read("type=tmpfs,target=/t,source=d"))
        .isInstanceOf(dev.kobako.diagnostic.KobakoException.class);
  }

  @Test
  void fieldsInQuotesMayHaveCommas() {
    assertThat(read("type=cache,\"target=/a,b\",\"id=say \"\"x\"\"\""))
        .isEqualTo(cache("say \"x\"", "/a,b", false, Sharing.SHARED, 0755, 0, 0));
  }

  @Test
  void valuesAreExpandedOneByOne() {
    Map<String, String> values = Map.of("T", "cache", "D", "/a,ro", "B", "true");
    UnaryOperator<String> expand =
        word ->
            new Expansion('\\').word(word, name -> Optional.ofNullable(values.get(name))).text();

    assertThat(read("type=$T,target=${D},ro=$B,id=${X:-y}", expand))
        .isEqualTo(cache("y", "/a,ro", true, Sharing.SHARED, 0755, 0, 0));
  }

  @Test
  void theLastOfAnOptionGivenTwiceCounts() {
    assertThat(read("target=/a,dst=/b,ro,rw"))
        .isEqualTo(new Bind(Optional.empty(), "/", "/b", true));
  }

  @Test
  void aDollarAtTheEndOfFromIsItself() {
    assertThat(read("from=a$,target=/x")).isEqualTo(new Bind(Optional.of("a$"), "/", "/x", false));
  }
}
