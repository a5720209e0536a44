package dev.kobako.base;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.MirrorUrl;
import dev.kobako.config.YamlValue;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.debian.Relation;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes a {@link BaseFile} of its YAML: what it is, of which packages, from where. */
final class BaseFileReader {
  private static final List<String> FIELDS =
      List.of(
          "base",
          "kind",
          "packages",
          "exclude",
          "recommends",
          "copyright",
          "sources",
          "users",
          "files",
          "environment",
          "entrypoint",
          "command",
          "workdir",
          "user",
          "labels",
          "platforms");

  private static final List<String> SOURCES = List.of("mirror", "components", "snapshot", "lines");

  private final Path folder;

  BaseFileReader(Path folder) {
    this.folder = folder;
  }

  BaseFile read(YamlValue file) {
    Fields fields = Fields.of(file, FIELDS);
    BaseName name = name(fields.requiredText("base", BaseNames.EXPECTED));
    List<Relation> packages = packages(fields);
    AddedParts added = new AddedParts(fields, folder);
    BaseRequest request =
        new BaseRequest(
            name.distribution(),
            name.suite(),
            kind(fields),
            packages,
            excluded(fields, packages),
            fields.text("recommends").map(FieldText::flag).orElse(false),
            fields.text("copyright").map(FieldText::flag).orElse(true),
            added.accounts(),
            added.files(),
            new SettingsReader(fields).settings());
    return new BaseFile(name, request, sources(fields), platforms(fields));
  }

  private static BaseName name(FieldText text) {
    return BaseNames.read(text.text())
        .orElseThrow(() -> text.refused(BaseNames.EXPECTED, BaseNames.remedy(text.text())));
  }

  private static BaseRequest.Kind kind(Fields fields) {
    return fields
        .text("kind")
        .map(text -> text.oneOf(List.of("full", "distroless")))
        .filter("distroless"::equals)
        .map(_ -> BaseRequest.Kind.DISTROLESS)
        .orElse(BaseRequest.Kind.FULL);
  }

  private static List<Relation> packages(Fields fields) {
    Set<Relation> packages = new LinkedHashSet<>();
    for (FieldText text : fields.texts("packages")) {
      Relation relation =
          WantedPackage.parse(text.text())
              .orElseThrow(() -> text.refused(WantedPackage.EXPECTED, WantedPackage.REMEDY));
      if (!packages.add(relation)) {
        throw text.refused("every package once", "remove one of them");
      }
    }
    return List.copyOf(packages);
  }

  private static SortedSet<String> excluded(Fields fields, List<Relation> packages) {
    SortedSet<String> excluded = new TreeSet<>();
    for (FieldText text : fields.texts("exclude")) {
      if (!WantedPackage.isName(text.text())) {
        throw text.refused("a package's name", "write it as in libc6");
      }
      if (packages.stream().anyMatch(each -> each.name().equals(text.text()))) {
        throw text.refused("a package that 'packages' doesn't ask for", "remove it here or there");
      }
      excluded.add(text.text());
    }
    return excluded;
  }

  private static SourceWishes sources(Fields fields) {
    Optional<Fields> found = fields.fields("sources", SOURCES);
    if (found.isEmpty()) {
      return SourceWishes.NONE;
    }
    Fields sources = found.get();
    List<String> lines = sources.texts("lines").stream().map(BaseFileReader::line).toList();
    for (String other : List.of("mirror", "components", "snapshot")) {
      if (!lines.isEmpty() && sources.has(other)) {
        throw sources
            .place()
            .finding(
                "sources: both 'lines' and '" + other + "', expected lines alone or the others",
                "say all of it in the lines, or remove them");
      }
    }
    return new SourceWishes(
        sources.text("mirror").map(MirrorUrl::of),
        sources.texts("components").stream().map(BaseFileReader::component).toList(),
        sources.text("snapshot").map(BaseFileReader::snapshot),
        lines);
  }

  private static String line(FieldText text) {
    String line = text.text().strip();
    if (!(line.startsWith("deb ") || line.startsWith("deb\t")) || line.indexOf('\n') >= 0) {
      throw text.refused(
          "an entry of sources.list(5)", "write it as in deb http://HOST/debian bookworm main");
    }
    return line;
  }

  private static String component(FieldText text) {
    if (!LockedRelease.isComponent(text.text())) {
      throw text.refused("a component of the archive", "write it as in main");
    }
    return text.text();
  }

  private static String snapshot(FieldText text) {
    try {
      LocalDateTime.parse(text.text(), DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'"));
      return text.text();
    } catch (DateTimeException e) {
      throw text.refused("a point in time", "write it as in 20250520T000000Z, in UTC");
    }
  }

  private static List<Platform> platforms(Fields fields) {
    List<Platform> platforms = new ArrayList<>();
    for (FieldText text : fields.texts("platforms")) {
      Platform platform;
      try {
        platform = Platform.parse(text.text());
        DebianArchitecture.of(platform);
      } catch (KobakoException e) {
        throw text.refused(
            "a platform that Debian has a port for",
            e.diagnostic().remedy().orElse("see --platform"));
      }
      if (platforms.contains(platform)) {
        throw text.refused("every platform once", "remove one of them");
      }
      platforms.add(platform);
    }
    return platforms;
  }
}
