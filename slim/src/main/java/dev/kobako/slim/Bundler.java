package dev.kobako.slim;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.PackageLists;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans a bundle: from the user's words to the keep set. Reads the source, writes nothing. */
public final class Bundler {
  private static final ImagePath TMP = ImagePath.of("/tmp");

  /** Where relative names of the user start; the programs themselves may start elsewhere. */
  private final String here;

  private final Source source;
  private final BundleRequest request;
  private final Closure closure;
  private final List<String> notes = new ArrayList<>();

  private Bundler(String here, Source source, BundleRequest request) {
    this.here = here;
    this.source = source;
    this.request = request;
    this.closure = new Closure(source, request.options());
  }

  /**
   * Plans what is asked for.
   *
   * @throws KobakoException usage, where a program, package or file is not there; a finding, where
   *     a library is missing
   */
  public static BundlePlan plan(Source source, BundleRequest request) throws IOException {
    Map<String, String> given = request.settings().environment();
    String start =
        request
            .settings()
            .workingDirectory()
            .orElse(source.kind() == Source.Kind.THIS_MACHINE ? "/" : source.workingDirectory());
    Source bare =
        request.options().allows(Guess.ENV) || source.kind() == Source.Kind.IMAGE
            ? source
            : source.withoutDecisive();
    Source started = bare.withEnvironment(given).withWorkingDirectory(start);
    return new Bundler(source.workingDirectory(), started, request).plan();
  }

  private BundlePlan plan() throws IOException {
    List<ImagePath> programs = new ArrayList<>();
    for (String name : request.programs()) {
      String path = locate(name);
      closure.keepProgram(path, Reason.asked("named on the command line as " + name));
      programs.add(calledAs(path));
    }
    keepEntrypoint();
    for (String name : request.packages()) {
      keepPackage(name);
    }
    for (String include : request.includes()) {
      Includes.keep(include, here, closure);
    }
    keepAsked();
    failIfMissing();
    for (Missing lack : closure.unmet()) {
      notes.add(
          lack.neededBy() + " was taken all the same; it needs " + lack.name() + ": " + lack.why());
    }
    LoaderCache.keep(closure);
    if (request.packageDatabase()) {
      PackageStanzas.keep(closure);
    }
    if (source.tree().entry(TMP).isPresent() || source.kind() != Source.Kind.IMAGE) {
      closure.add(
          TMP,
          new Entry.Directory(Attributes.of(01777)),
          Reason.asked("every program may expect a place for temporary files"));
    }
    return new BundlePlan(closure.keepSet(), programs, closure.hints(), environment(), notes);
  }

  /** A program that the entrypoint gives arguments to; one that is no program here is no error. */
  private void keepEntrypoint() throws IOException {
    List<String> words = new ArrayList<>(request.settings().entrypoint().orElse(List.of()));
    words.addAll(request.settings().cmd());
    if (request.settings().entrypoint().isEmpty() && !request.programs().isEmpty()) {
      words.addFirst(locate(request.programs().getFirst()));
    }
    if (words.size() < 2 || words.getFirst().isBlank() || words.getFirst().indexOf(0) >= 0) {
      return;
    }
    String path = words.getFirst();
    Optional<String> program =
        path.indexOf('/') < 0 ? closure.inSearchPath(path) : Optional.of(path);
    if (program.filter(found -> found.startsWith("/")).isPresent()) {
      closure.keepRunning(program.get(), words, Reason.asked("started by the entrypoint"));
    }
  }

  /** What the user asks for beside programs. */
  private void keepAsked() throws IOException {
    if (request.options().caCertificates() && !TlsKnowledge.keepBundle(closure)) {
      throw KobakoException.finding(
          Diagnostic.of(
              source.name(),
              "has no CA certificates at " + TlsKnowledge.BUNDLE,
              "install ca-certificates there, or take a bundle from elsewhere with --include"));
    }
    if (request.options().timeZone().isPresent()) {
      keepTimeZone(request.options().timeZone().get());
    }
    for (String locale : request.options().locales()) {
      if (!LocaleKnowledge.keepLocale(locale, closure, Reason.asked("--locale " + locale))) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--locale " + locale,
                "is not in " + source.name() + " (looked into /usr/lib/locale)",
                "generate it there (localedef or locale-gen), or name one of 'locale -a'"));
      }
    }
    if (request.settings().user().isPresent()) {
      Accounts.keepUser(request.settings().user().get(), closure);
    }
  }

  private void keepTimeZone(String zone) throws IOException {
    String path = TimeZoneKnowledge.DATABASE + zone;
    if (zone.startsWith("/")
        || zone.contains("..")
        || source.tree().resolve(path).file().isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--tz " + zone,
              "is no time zone of " + source.name() + " (looked for " + path + ")",
              "name one such as Europe/Berlin; Debian has them in the package tzdata"));
    }
    Reason reason = Reason.asked("--tz " + zone);
    closure.keep(path, reason);
    closure.generate(
        ImagePath.of("/etc/localtime"), new Entry.Symlink(Attributes.of(0777), path), reason);
  }

  private String locate(String name) {
    if (name.isBlank()) {
      throw KobakoException.usage(
          Diagnostic.of("bundle", "a program's name is empty", "name a program or its path"));
    }
    if (name.indexOf('/') >= 0) {
      String path = name.startsWith("/") ? name : here + "/" + name;
      if (source.tree().resolve(path).file().isPresent()) {
        return path;
      }
      throw KobakoException.usage(
          Diagnostic.of(
              name,
              whyNoFile(source.tree().resolve(path)),
              programRemedy(path.substring(path.lastIndexOf('/') + 1))));
    }
    return closure
        .inSearchPath(name)
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    name,
                    "no such program in "
                        + source.name()
                        + ", looked into "
                        + String.join(" ", source.searchPath()),
                    programRemedy(name))));
  }

  private String whyNoFile(Resolution resolution) {
    return switch (resolution.outcome()) {
      case Resolution.Outcome.Found _ -> "is no file in " + source.name();
      case Resolution.Outcome.Missing _ ->
          resolution.links().isEmpty()
              ? "is not there in " + source.name()
              : "is a link to " + resolution.place() + ", which is not there in " + source.name();
      case Resolution.Outcome.NotDirectory _ ->
          "is not there in " + source.name() + ": " + resolution.place() + " is no folder";
      case Resolution.Outcome.TooManyLinks _ ->
          "is a link of more than " + Resolution.MAX_LINKS + " links in " + source.name();
    };
  }

  private String programRemedy(String name) {
    Optional<String> found = PackageLists.of(source.tree()).packageWithProgram(name);
    return found
        .map(debianPackage -> "install the Debian package " + debianPackage)
        .orElse("check the name, or give the program's path");
  }

  /** The path by which a program is started: links are kept, so it stays as the user names it. */
  private ImagePath calledAs(String path) {
    return path.contains("/../") || path.endsWith("/..")
        ? source.tree().resolve(path).place()
        : ImagePath.of(path);
  }

  private void keepPackage(String name) throws IOException {
    InstalledPackage found =
        source
            .packages()
            .byName(name)
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of(
                        "--package " + name,
                        "is not installed in " + source.name(),
                        "name a package that 'dpkg --get-selections' lists there")));
    PackageFiles.keep(found, closure, Reason.asked("--package " + name));
  }

  private void failIfMissing() {
    List<Missing> missing = closure.missing();
    if (missing.isEmpty()) {
      return;
    }
    PackageLists lists = PackageLists.of(source.tree());
    StringBuilder fact = new StringBuilder();
    StringBuilder remedy = new StringBuilder();
    for (Missing one : missing) {
      fact.append(fact.isEmpty() ? "" : "; ")
          .append("needs ")
          .append(one.name())
          .append(
              one.neededBy().equals(missing.getFirst().neededBy())
                  ? ""
                  : " (" + one.neededBy() + ")")
          .append(": ")
          .append(one.why())
          .append(", looked into ")
          .append(one.searched().isEmpty() ? "nothing" : String.join(" ", one.searched()));
      lists
          .packageWithLibrary(one.name().substring(one.name().lastIndexOf('/') + 1))
          .ifPresent(debianPackage ->
              remedy
                  .append(remedy.isEmpty() ? "install the Debian package " : ", ")
                  .append(debianPackage));
    }
    throw KobakoException.finding(
        Diagnostic.of(
            missing.getFirst().neededBy().toString(),
            fact.toString(),
            remedy.isEmpty()
                ? "put the file where it is looked for, or set LD_LIBRARY_PATH with --env"
                : remedy.toString()));
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put(
        "PATH",
        source.kind() == Source.Kind.THIS_MACHINE
            ? Source.DEFAULT_PATH
            : source.environment().getOrDefault("PATH", Source.DEFAULT_PATH));
    if (source.kind() == Source.Kind.IMAGE) {
      environment.putAll(source.environment());
    }
    if (request.options().allows(Guess.ENV)) {
      for (String name : Source.DECISIVE) {
        String value = source.environment().getOrDefault(name, "");
        if (!value.isEmpty()
            && source.kind() != Source.Kind.IMAGE
            && !request.settings().environment().containsKey(name)) {
          environment.put(name, value);
          notes.add(
              name
                  + "="
                  + value
                  + " was taken over from your environment (--no-guess env drops it)");
        }
      }
    }
    environment.putAll(request.settings().environment());
    environment.values().removeIf(String::isEmpty);
    return environment;
  }

  /** A regular file that kobako makes itself. */
  static Entry.RegularFile made(String text) {
    return new Entry.RegularFile(
        Attributes.of(0644), Content.of(text.getBytes(StandardCharsets.UTF_8)), 0);
  }
}
