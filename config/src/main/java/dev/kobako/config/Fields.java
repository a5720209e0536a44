package dev.kobako.config;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping whose fields are all known: the typed way to what a user's file says. */
public final class Fields {
  private final Place place;
  private final String prefix;
  private final Map<String, YamlValue> values;

  private Fields(Place place, String prefix, Map<String, YamlValue> values) {
    this.place = place;
    this.prefix = prefix;
    this.values = values;
  }

  /**
   * The fields of a whole file.
   *
   * @param known all fields that there are
   * @throws KobakoException a finding, where the value is no mapping, or has a field that nobody
   *     knows: with the nearest one that is known
   */
  public static Fields of(YamlValue value, List<String> known) {
    return of(value, "", known);
  }

  private static Fields of(YamlValue value, String prefix, List<String> known) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      throw value
          .place()
          .finding(
              (prefix.isEmpty() ? "" : prefix + ": ")
                  + value.described()
                  + ", expected a mapping with "
                  + String.join(", ", known),
              "write fields as NAME: VALUE, each on a line");
    }
    String start = prefix.isEmpty() ? "" : prefix + ".";
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (YamlValue.Member member : mapping.members()) {
      if (!known.contains(member.name())) {
        throw unknown(member, prefix, known);
      }
      values.put(member.name(), member.value());
    }
    return new Fields(mapping.place(), start, values);
  }

  private static KobakoException unknown(
      YamlValue.Member member, String prefix, List<String> known) {
    return member
        .place()
        .finding(
            Quoted.of(member.name())
                + " is no field"
                + (prefix.isEmpty() ? "" : " of " + prefix)
                + ", expected "
                + String.join(", ", known),
            Spelling.didYouMean(member.name(), known).orElse("remove it"));
  }

  /** Where the mapping begins. */
  public Place place() {
    return place;
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whatever stands there, for somebody else to read. */
  public Optional<YamlValue> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A text. */
  public Optional<FieldText> text(String name) {
    return Optional.ofNullable(values.get(name)).map(value -> text(prefix + name, value));
  }

  /**
   * A text that must be there.
   *
   * @param expected what it is, for the message
   */
  public FieldText requiredText(String name, String expected) {
    return text(name)
        .orElseThrow(() ->
            place.finding("no field '" + name + "', expected " + expected, "add " + name + ": …"));
  }

  /** A list of texts, empty where absent. */
  public List<FieldText> texts(String name) {
    return items(name, "a list of texts").stream()
        .map(value -> text(prefix + name, value))
        .toList();
  }

  /** A mapping whose names are the user's own, in the file's order; empty where absent. */
  public Map<FieldText, FieldText> pairs(String name) {
    YamlValue value = values.get(name);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof YamlValue.Mapping mapping)) {
      throw wrongKind(name, value, "a mapping of names to texts");
    }
    Map<FieldText, FieldText> pairs = new LinkedHashMap<>();
    for (YamlValue.Member member : mapping.members()) {
      pairs.put(
          new FieldText(member.place(), prefix + name, member.name()),
          text(prefix + name + "." + member.name(), member.value()));
    }
    return pairs;
  }

  /** A mapping. */
  public Optional<Fields> fields(String name, List<String> known) {
    return Optional.ofNullable(values.get(name)).map(value -> of(value, prefix + name, known));
  }

  /** A list of mappings, empty where absent. */
  public List<Fields> list(String name, List<String> known) {
    return items(name, "a list of mappings").stream()
        .map(value -> of(value, prefix + name, known))
        .toList();
  }

  private List<YamlValue> items(String name, String expected) {
    YamlValue value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof YamlValue.Sequence sequence)) {
      throw wrongKind(name, value, expected);
    }
    return new ArrayList<>(sequence.items());
  }

  private KobakoException wrongKind(String name, YamlValue value, String expected) {
    return value
        .place()
        .finding(
            prefix + name + ": " + value.described() + ", expected " + expected,
            value instanceof YamlValue.Scalar scalar && !scalar.isNothing()
                ? "write " + name + ": " + (expected.startsWith("a list") ? "[…]" : "{…}")
                : "see what the field takes, or leave it out");
  }

  private static FieldText text(String field, YamlValue value) {
    if (!(value instanceof YamlValue.Scalar scalar)) {
      throw value
          .place()
          .finding(field + ": " + value.described() + ", expected a text", "write one text");
    }
    if (scalar.isNothing()) {
      throw scalar
          .place()
          .finding(
              field + ": nothing, expected a text", "leave it out, or write \"\" for an empty one");
    }
    return new FieldText(scalar.place(), field, scalar.text());
  }
}
