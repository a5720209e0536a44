package dev.kobako.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields in their order; names are compared without regard to case. */
public record Headers(List<Field> fields) {
  /** No fields. */
  public static final Headers NONE = new Headers(List.of());

  /** One field. What may not be sent is refused when it is sent. */
  public record Field(String name, String value) {
    /** The name only, for the value may be a secret. */
    @Override
    public String toString() {
      return name + ": …";
    }
  }

  public Headers {
    fields = List.copyOf(fields);
  }

  /** These fields and one more. */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /** The first value of that name. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** All values of that name. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /**
   * Whether a comma-separated field of that name has the token, as in {@code Connection: close}.
   */
  boolean hasToken(String name, String token) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        int start = 0;
        String value = field.value();
        while (start <= value.length()) {
          int comma = value.indexOf(',', start);
          int end = comma < 0 ? value.length() : comma;
          if (value.substring(start, end).strip().equalsIgnoreCase(token)) {
            return true;
          }
          start = end + 1;
        }
      }
    }
    return false;
  }
}
