package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.KnownContainer;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code --filter} of {@code kobako ps}: which containers are wanted.
 *
 * @param texts each {@code KEY=VALUE}; of one key, any may match, and of several keys all must
 */
record ContainerFilter(List<String> texts) implements Predicate<KnownContainer> {
  private static final List<String> KEYS =
      List.of("name", "id", "label", "status", "ancestor", "exited");

  ContainerFilter {
    texts = List.copyOf(texts);
    texts.forEach(ContainerFilter::check);
  }

  private static void check(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !KEYS.contains(text.substring(0, equals))) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--filter " + text,
              "expected KEY=VALUE with one of " + String.join(", ", KEYS),
              "write --filter status=exited"));
    }
  }

  /** Whether it is about states, so that it, and not --all, says which are wanted. */
  boolean namesStates() {
    return texts.stream()
        .anyMatch(each -> each.startsWith("status=") || each.startsWith("exited="));
  }

  @Override
  public boolean test(KnownContainer container) {
    return KEYS.stream()
        .allMatch(key -> {
          List<String> values =
              texts.stream()
                  .filter(each -> each.startsWith(key + "="))
                  .map(each -> each.substring(key.length() + 1))
                  .toList();
          // A container must have all labels that were named.
          return key.equals("label")
              ? values.stream().allMatch(value -> matches(container, key, value))
              : values.isEmpty()
                  || values.stream().anyMatch(value -> matches(container, key, value));
        });
  }

  private static boolean matches(KnownContainer container, String key, String value) {
    return switch (key) {
      case "name" -> container.name().contains(value);
      case "id" -> container.id().startsWith(value);
      case "label" -> isLabelled(container, value);
      case "status" -> ContainersReport.state(container.state()).equals(value);
      case "ancestor" -> value.equals(container.named().facts().get("image"));
      case "exited" ->
          container.state() instanceof KnownContainer.State.Ended(int code, _)
              && value.equals(Integer.toString(code));
      default -> false;
    };
  }

  private static boolean isLabelled(KnownContainer container, String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? container.named().labels().containsKey(text)
        : text.substring(equals + 1)
            .equals(container.named().labels().get(text.substring(0, equals)));
  }
}
