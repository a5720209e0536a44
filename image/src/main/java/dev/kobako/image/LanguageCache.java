package dev.kobako.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder in which a language's package manager keeps what it fetched or built, and the variables
 * of an image's environment that move it, as each manager's documentation has them.
 */
public enum LanguageCache {
  PIP(is("PIP_CACHE_DIR"), in("XDG_CACHE_HOME", "pip")),
  UV(is("UV_CACHE_DIR"), in("XDG_CACHE_HOME", "uv")),
  POETRY(is("POETRY_CACHE_DIR"), in("XDG_CACHE_HOME", "pypoetry")),
  NPM(is("npm_config_cache"), is("NPM_CONFIG_CACHE")),
  YARN(is("YARN_CACHE_FOLDER"), in("XDG_CACHE_HOME", "yarn")),
  /** What the compiler of Go has built. */
  GO_BUILDS(is("GOCACHE"), in("XDG_CACHE_HOME", "go-build")),
  /** What Go's modules were unpacked from. */
  GO_MODULES(in("GOMODCACHE", "cache"), in("GOPATH", "pkg/mod/cache")),
  CARGO(in("CARGO_HOME", "registry")),
  GRADLE(in("GRADLE_USER_HOME", "caches")),
  COMPOSER(
      is("COMPOSER_CACHE_DIR"), in("COMPOSER_HOME", "cache"), in("XDG_CACHE_HOME", "composer"));

  /**
   * A variable.
   *
   * @param below the folder below the one that it names, empty for that itself
   */
  private record Variable(String name, String below) {
    Optional<String> place(Map<String, String> environment) {
      return Optional.ofNullable(environment.get(name))
          .filter(value -> !value.isEmpty())
          .map(value -> value.replaceFirst("(?<=.)/+$", ""))
          .map(value -> below.isEmpty() ? value : value + "/" + below);
    }
  }

  /** The first that is set counts. */
  @SuppressWarnings("ImmutableEnumChecker") // an immutable list
  private final List<Variable> variables;

  LanguageCache(Variable... variables) {
    this.variables = List.of(variables);
  }

  private static Variable is(String name) {
    return new Variable(name, "");
  }

  private static Variable in(String name, String below) {
    return new Variable(name, below);
  }

  /** The names of the variables that move it. */
  public List<String> variables() {
    return variables.stream().map(Variable::name).toList();
  }

  /**
   * Where an environment says that it is; empty where it says nothing, so that it is where the
   * manager has it by itself. As written: of a Dockerfile it may hang on other variables.
   */
  public Optional<String> place(Map<String, String> environment) {
    return variables.stream().flatMap(each -> each.place(environment).stream()).findFirst();
  }
}
