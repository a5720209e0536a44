package dev.kobako.ladder;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.packages.JarPackages;
import dev.kobako.sbom.ListedPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of languages in a keep set, by what each says of itself in a file. */
final class LanguagePackages {
  /** Descriptions are short; of a longer file nothing is read. */
  private static final int MAX_BYTES = 16 << 20;

  private static final Pattern GEMSPEC = Pattern.compile("(.+?)-([0-9][^-]*)(-.+)?\\.gemspec");

  private static final List<String> ARCHIVES = List.of(".jar", ".war", ".ear");

  private final SortedMap<String, ListedPackage> found = new TreeMap<>();

  private LanguagePackages() {}

  /** Those that tell name and version, each once, sorted by their URLs. */
  static Collection<ListedPackage> of(KeepSet keepSet) throws IOException {
    LanguagePackages packages = new LanguagePackages();
    for (Kept kept : keepSet.all()) {
      if (kept.entry() instanceof Entry.RegularFile file) {
        packages.read(kept.path().toString(), file.content());
      }
    }
    return packages.found.values();
  }

  private void read(String path, Content content) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.lastIndexOf('/'));
    if ((name.equals("METADATA") && folder.endsWith(".dist-info"))
        || (name.equals("PKG-INFO") && folder.endsWith(".egg-info"))
        || name.endsWith(".egg-info")) {
      python(text(content));
    } else if (name.equals("package.json") && path.contains("/node_modules/")) {
      json(path, content, this::node);
    } else if (name.equals("installed.json") && folder.endsWith("/vendor/composer")) {
      json(path, content, this::php);
    } else if (name.endsWith(".gemspec") && folder.endsWith("/specifications")) {
      Matcher gem = GEMSPEC.matcher(name);
      if (gem.matches()) {
        add("gem", "", gem.group(1), gem.group(2));
      }
    } else if (ARCHIVES.stream().anyMatch(name::endsWith)) {
      JarPackages.of(content)
          .forEach(each -> add("maven", each.group(), each.artifact(), each.version()));
    }
  }

  /** The head of an e-mail, as the core metadata specifications of Python have it. */
  private void python(String text) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : text.split("\n")) {
      if (line.isBlank()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    add("pypi", "", fields.getOrDefault("name", ""), fields.getOrDefault("version", ""));
  }

  private void node(JsonObject json) {
    String name = json.text("name").orElse("");
    int slash = name.startsWith("@") ? name.indexOf('/') : -1;
    add(
        "npm",
        slash < 0 ? "" : name.substring(0, slash),
        name.substring(slash + 1),
        json.text("version").orElse(""));
  }

  private void php(JsonObject json) {
    for (JsonObject each : json.objects("packages")) {
      String name = each.text("name").orElse("");
      int slash = name.indexOf('/');
      if (slash > 0) {
        add(
            "composer",
            name.substring(0, slash),
            name.substring(slash + 1),
            each.text("version").orElse(""));
      }
    }
  }

  private void add(String type, String namespace, String name, String version) {
    if (name.isEmpty() || version.isEmpty()) {
      return;
    }
    try {
      ListedPackage listed = ListedPackage.named(type, namespace, name, version, Map.of());
      found.putIfAbsent(listed.url(), listed);
    } catch (IllegalArgumentException _) {
      // An image's files may say anything; this is no name of a package.
    }
  }

  /** Reads an object; a file of other contents describes nothing. */
  private static void json(String path, Content content, Consumer<JsonObject> reader)
      throws IOException {
    String text = text(content);
    try {
      reader.accept(Json.object(path, text.getBytes(StandardCharsets.UTF_8)));
    } catch (KobakoException _) {
      // No package manager has written it.
    }
  }

  private static String text(Content content) throws IOException {
    if (content.size() > MAX_BYTES) {
      return "";
    }
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }
}
