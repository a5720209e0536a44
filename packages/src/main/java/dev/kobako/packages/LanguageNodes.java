package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What packages of languages need of each other, by what each says of itself. */
final class LanguageNodes {
  private static final int MOST_BYTES = 16 << 20;
  private static final Pattern GEM_NEEDS =
      Pattern.compile("add_(?:runtime_)?dependency\\(%q<([\\w.-]{1,100})>");

  private final Tree tree;
  private final Ecosystem ecosystem;
  private final Map<NamedPackage, InstalledNode> nodes = new TreeMap<>();

  private LanguageNodes(Tree tree, Ecosystem ecosystem) {
    this.tree = tree;
    this.ecosystem = ecosystem;
  }

  /** Those of one ecosystem, each once, wherever in the tree it is installed. */
  static List<InstalledNode> of(Tree tree, Ecosystem ecosystem) throws IOException {
    LanguageNodes found = new LanguageNodes(tree, ecosystem);
    List<ImagePath> places = new ArrayList<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile
              && (path.name().endsWith("package.json")
                  || PackageDescription.at(path.toString()).isPresent())) {
            places.add(path);
          }
        });
    for (ImagePath place : places) {
      if (tree.entry(place).orElse(null) instanceof Entry.RegularFile file
          && file.content().size() <= MOST_BYTES) {
        found.read(place, file);
      }
    }
    return List.copyOf(found.nodes.values());
  }

  private void read(ImagePath place, Entry.RegularFile file) throws IOException {
    boolean isDescription = PackageDescription.at(place.toString()).isPresent();
    if (isDescription && Descriptions.READ.of(place, file.content()).isEmpty()) {
      return;
    }
    switch (ecosystem) {
      case PYTHON -> {
        if (place.name().equals("METADATA") || place.name().equals("PKG-INFO")) {
          python(place, file);
        }
      }
      case NODE -> {
        if (place.name().equals("package.json")) {
          node(place, file, !isDescription && !place.names().contains("node_modules"));
        }
      }
      case RUBY -> {
        if (isDescription && place.name().endsWith(".gemspec")) {
          ruby(place, file);
        }
      }
      case DEBIAN, ALPINE, RPM, JAVA, PHP, GO, RUST -> {}
    }
  }

  private void add(NamedPackage name, String provided, List<String> needs, boolean asked) {
    nodes.putIfAbsent(
        name, new InstalledNode(name, List.of(provided), needs, List.of(), List.of(), asked));
  }

  private void python(ImagePath place, Entry.RegularFile file) throws IOException {
    List<String> needs = new ArrayList<>();
    for (String line : text(file).split("\n", -1)) {
      if (line.isBlank()) {
        break;
      }
      if (line.startsWith("Requires-Dist:") && !line.contains("extra ==")) {
        needs.add(normal(line.substring("Requires-Dist:".length()).strip()));
      }
    }
    // pip leaves this beside what was named on its command line (PEP 376)
    boolean asked = tree.entry(place.parent().orElse(place).child("REQUESTED")).isPresent();
    for (NamedPackage name : Descriptions.READ.of(place, file.content())) {
      add(name, normal(name.name()), needs, asked);
    }
  }

  /** The name that a requirement begins with, as PEP 503 compares names. */
  private static String normal(String requirement) {
    int end = 0;
    while (end < requirement.length()
        && (Character.isLetterOrDigit(requirement.charAt(end))
            || "-_.".indexOf(requirement.charAt(end)) >= 0)) {
      end++;
    }
    return requirement.substring(0, end).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** The application's own description says what was asked for. */
  private void node(ImagePath place, Entry.RegularFile file, boolean isApplication)
      throws IOException {
    try {
      JsonObject json = Json.object(place.toString(), file.content().bytes());
      String name = json.text("name").orElse(isApplication ? place.toString() : "");
      if (name.isEmpty() || !(isApplication || NodeFolder.is(folder(place)))) {
        return;
      }
      List<String> needs = new ArrayList<>();
      List<String> members = List.of("dependencies", "optionalDependencies", "peerDependencies");
      members.forEach(member -> needs.addAll(json.names(member)));
      add(
          new NamedPackage(Ecosystem.NODE, name, json.text("version").orElse("")),
          isApplication ? place.toString() : name,
          needs,
          isApplication);
    } catch (KobakoException _) {
      // no package manager has written it
    }
  }

  private static String folder(ImagePath place) {
    return place.parent().map(ImagePath::toString).orElse("");
  }

  private void ruby(ImagePath place, Entry.RegularFile file) throws IOException {
    List<String> needs = new ArrayList<>();
    Matcher matcher = GEM_NEEDS.matcher(text(file));
    while (matcher.find()) {
      needs.add(matcher.group(1));
    }
    for (NamedPackage name : Descriptions.READ.of(place, file.content())) {
      add(name, name.name(), needs, false);
    }
  }

  private static String text(Entry.RegularFile file) throws IOException {
    try (InputStream in = file.content().open()) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
