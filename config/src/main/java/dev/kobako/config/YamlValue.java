package dev.kobako.config;

import java.util.List;

/** A value of a YAML file with its place. Handle it with an exhaustive switch. */
public sealed interface YamlValue {
  /** Where it begins. */
  Place place();

  /** What it is, for messages: {@code the text 'x'}, {@code a list}. */
  String described();

  /**
   * Anything that is neither list nor mapping. Its type is left to whoever reads it: {@code 1.10}
   * is a version for one field and {@code no} a country for another.
   *
   * @param plain whether it stands there without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements YamlValue {
    /** Whether nothing is said, as YAML's core schema has it (YAML 1.2.2, 10.3.2). */
    public boolean isNothing() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public String described() {
      return isNothing() ? "nothing" : "the text " + Quoted.of(text);
    }

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
      return "a text at " + place;
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /**
   * Names with values.
   *
   * @param members in the file's order, no name twice
   */
  record Mapping(Place place, List<Member> members) implements YamlValue {
    public Mapping {
      members = List.copyOf(members);
    }

    @Override
    public String described() {
      return "a mapping";
    }
  }

  /**
   * One line of a mapping.
   *
   * @param place of the name
   */
  record Member(Place place, String name, YamlValue value) {}
}
