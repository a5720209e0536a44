package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a mount in their order, as BuildKit does: some are allowed only behind the
 * {@code type} that has them.
 */
final class MountReader {
  private final SourceText text;
  private final Flag flag;
  private final MountValues values;

  /** What is being read: an option, or the flag. */
  private Span place;

  private String type = "bind";
  private String from = "";
  private String source = "";
  private String target = "";
  private String id = "";
  private String sharing = "";
  private boolean required;
  private long size;
  private @Nullable Boolean readOnly;
  private @Nullable String environment;
  private @Nullable Integer mode;
  private @Nullable Integer uid;
  private @Nullable Integer gid;

  MountReader(SourceText text, Flag flag) {
    this.text = text;
    this.flag = flag;
    this.values = new MountValues(this::refusal);
    this.place = flag.span();
  }

  /**
   * Looks for what is wrong whatever the variables are: what BuildKit refuses in every stage, also
   * in one that isn't built.
   */
  void checkUnexpanded() {
    for (String field : fields()) {
      int equals = field.indexOf('=');
      if (equals < 0 || !lower(field.substring(0, equals)).equals("from")) {
        continue;
      }
      int dollar = field.indexOf('$', equals);
      if (dollar >= 0 && dollar < field.length() - 1) {
        place = placeOf(field);
        throw refusal(
            "from=" + field.substring(equals + 1) + " has a variable, which from does not expand",
            "add a stage 'FROM " + field.substring(equals + 1) + " AS NAME' and write from=NAME");
      }
    }
  }

  /** The last {@code from}, as it is written. */
  Optional<String> from() {
    Optional<String> name = Optional.empty();
    for (String field : fields()) {
      int equals = field.indexOf('=');
      if (equals >= 0 && lower(field.substring(0, equals)).equals("from")) {
        name = Optional.of(field.substring(equals + 1));
      }
    }
    return name.filter(text -> !text.isEmpty());
  }

  RunMount read(UnaryOperator<String> expand) {
    checkUnexpanded();
    for (String field : fields()) {
      place = placeOf(field);
      int equals = field.indexOf('=');
      if (equals < 0) {
        bare(field);
      } else {
        option(lower(field.substring(0, equals)), expand.apply(field.substring(equals + 1)));
      }
    }
    place = flag.span();
    checkCombination();
    return mount();
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    Optional<String> problem = CsvLine.read(flag.value(), fields);
    if (problem.isPresent()) {
      throw refusal(
          "--mount has " + problem.get(), "write --mount=type=bind,source=FOLDER,target=/FOLDER");
    }
    return fields;
  }

  /** Where an option stands; the flag, where it is written in quotes or more than once. */
  private Span placeOf(String field) {
    Span whole = flag.span();
    String written = text.text(whole);
    int at = written.indexOf(field);
    return field.isEmpty() || at < 0 || written.indexOf(field, at + 1) >= 0
        ? whole
        : new Span(whole.start() + at, whole.start() + at + field.length());
  }

  private void bare(String field) {
    switch (lower(field)) {
      case "readonly", "ro" -> readOnly = true;
      case "readwrite", "rw" -> readOnly = false;
      case "required" -> {
        onlyFor("required", "secret", "ssh");
        required = true;
      }
      default -> throw values.lacking(lower(field));
    }
  }

  private void option(String key, String value) {
    switch (key) {
      case "type" -> type = values.type(value);
      case "from" -> from = value;
      case "source", "src" -> source = value;
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro" -> readOnly = values.truth(key, value);
      case "readwrite", "rw" -> readOnly = !values.truth(key, value);
      case "required" -> {
        onlyFor(key, "secret", "ssh");
        required = values.truth(key, value);
      }
      case "size" -> {
        onlyFor(key, "tmpfs");
        size = values.size(value);
      }
      case "id" -> id = value;
      case "sharing" -> sharing = values.sharing(value);
      case "mode" -> mode = values.mode(value);
      case "uid" -> uid = values.owner(key, value);
      case "gid" -> gid = values.owner(key, value);
      case "env" -> environment = value;
      default -> throw values.unknown(key);
    }
  }

  private void onlyFor(String key, String... types) {
    if (!List.of(types).contains(type)) {
      String allowed = String.join(" and ", types);
      throw refusal(
          "the mount option "
              + key
              + " is not for mounts of type "
              + type
              + " ("
              + allowed
              + " have it)",
          "take it away, or write type=" + types[0] + " before it");
    }
  }

  private void checkCombination() {
    boolean files = type.equals("secret") || type.equals("ssh") || type.equals("cache");
    if (!files) {
      refuseFor("mode", mode != null);
      refuseFor("uid", uid != null);
      refuseFor("gid", gid != null);
    }
    if (type.equals("secret")) {
      checkSecret();
    }
    refuseFor("sharing", !sharing.isEmpty() && !type.equals("cache"));
    boolean named = !LexicalPath.clean("/" + source).equals("/");
    refuseFor(
        "source", (!source.isEmpty() && type.equals("ssh")) || (named && type.equals("tmpfs")));
    if (!type.equals("secret") && !type.equals("ssh") && target.startsWith("/")) {
      if (LexicalPath.clean(target).equals("/")) {
        throw refusal("the mount target " + target + " is the root", "mount onto a folder in it");
      }
    }
  }

  private void checkSecret() {
    refuseFor("from", !from.isEmpty());
    if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
      throw refusal("a secret mount has no id", "write --mount=type=secret,id=NAME");
    }
    if (!source.isEmpty() && !id.isEmpty()) {
      throw refusal(
          "a secret mount has both id and source, which mean the same", "take source away");
    }
    if (environment != null && environment.isEmpty()) {
      throw refusal("env= names no variable", "write env=NAME");
    }
  }

  private void refuseFor(String key, boolean given) {
    if (given) {
      throw refusal(
          "a mount of type " + type + " has no option " + key, "take " + key + "=... away");
    }
  }

  private RunMount mount() {
    boolean written = readOnly == null || !readOnly;
    return switch (type) {
      case "cache" ->
          new RunMount.Cache(
              id.isEmpty() ? LexicalPath.clean(target) : id,
              target,
              !written,
              RunMount.Sharing.valueOf(
                  sharing.isEmpty() ? "SHARED" : sharing.toUpperCase(Locale.ROOT)),
              given(from),
              LexicalPath.clean("/" + source),
              or(mode, 0755),
              or(uid, 0),
              or(gid, 0));
      case "tmpfs" -> new RunMount.Tmpfs(target, size, !written);
      case "secret" -> secret();
      case "ssh" ->
          new RunMount.Ssh(
              id.isEmpty() ? "default" : id,
              given(target),
              required,
              or(mode, 0600),
              or(uid, 0),
              or(gid, 0));
      default ->
          new RunMount.Bind(
              given(from), LexicalPath.clean("/" + source), target, readOnly != null && !readOnly);
    };
  }

  private RunMount secret() {
    String name = source.isEmpty() ? id : source;
    if (name.isEmpty()) {
      name = LexicalPath.last(target);
    }
    Optional<String> file = given(target);
    if (file.isEmpty() && environment == null) {
      file = Optional.of("/run/secrets/" + LexicalPath.last(name));
    }
    return new RunMount.Secret(
        name,
        file,
        Optional.ofNullable(environment),
        required,
        or(mode, 0400),
        or(uid, 0),
        or(gid, 0));
  }

  private KobakoException refusal(String fact, String remedy) {
    return text.error(place, fact, remedy);
  }

  private static Optional<String> given(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static int or(@Nullable Integer value, int other) {
    return value == null ? other : value;
  }

  private static String lower(String value) {
    return value.toLowerCase(Locale.ROOT);
  }
}
