package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Docker's {@code config.json} or Podman's {@code auth.json} says of credentials. Changing it
 * makes a new value, which has all members that the old one had, known or not, in their order.
 *
 * <p>No message shows a value of such a file, whatever its type; nor a key, which may be a URL with
 * a password.
 */
final class CredentialFile {
  private static final String AUTHS = "auths";
  private final Path path;
  private final Map<String, Object> members;

  private CredentialFile(Path path, Map<String, Object> members) {
    this.path = path;
    this.members = members;
  }

  /** The file; one without members where there is none. */
  static CredentialFile read(Path path) {
    Optional<byte[]> bytes =
        ConfigurationFile.read(path, ConfigurationFile.MAX_JSON_BYTES).filter(all -> !isBlank(all));
    if (bytes.isEmpty()) {
      return new CredentialFile(path, Map.of());
    }
    Object value =
        Json.confidential(
            path.toString(), bytes.get(), "correct the file, or move it away and log in again");
    if (value instanceof Map<?, ?> map) {
      return new CredentialFile(path, withTextKeys(map));
    }
    throw damaged(path.toString(), "is JSON, but no object");
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  Path path() {
    return path;
  }

  byte[] bytes() {
    return Json.readableBytes(members);
  }

  /**
   * The credential filed under the longest key that covers a repository.
   *
   * @param namespaced whether to look at keys of namespaces, or else at those of whole hosts
   */
  Optional<Credential> entry(CredentialKey domain, String repository, boolean namespaced) {
    Map<String, Object> entries = object(AUTHS);
    List<String> keys = new ArrayList<>();
    for (String key : entries.keySet()) {
      CredentialKey parsed = CredentialKey.parse(key);
      if (parsed.covers(domain, repository) && parsed.path().isEmpty() != namespaced) {
        keys.add(key);
      }
    }
    keys.sort(Comparator.comparingInt(key -> -CredentialKey.parse(key).path().length()));
    for (String key : keys) {
      String place = path + ": " + AUTHS + ": " + CredentialKey.parse(key).written();
      if (!(entries.get(key) instanceof Map<?, ?> map)) {
        throw damaged(place, "is no object");
      }
      Optional<Credential> credential = new CredentialEntry(place, withTextKeys(map)).credential();
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  /** Whether there is an entry for just that host or namespace, be it empty. */
  boolean has(CredentialKey domain) {
    return object(AUTHS).keySet().stream().anyMatch(key -> CredentialKey.parse(key).equals(domain));
  }

  /** The name of the helper that keeps a host's credential: its own, or else the one for all. */
  Optional<String> helper(CredentialKey domain) {
    for (Map.Entry<String, Object> helper : object("credHelpers").entrySet()) {
      if (CredentialKey.parse(helper.getKey()).equals(domain)) {
        return text("credHelpers", helper.getValue());
      }
    }
    return text("credsStore", members.get("credsStore"));
  }

  private Optional<String> text(String name, @Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case String text -> text.isEmpty() ? Optional.empty() : Optional.of(text);
      default -> throw damaged(path + ": " + name, "has a value that is no text");
    };
  }

  /** The file with an entry for a host or namespace, in place of all others for just that. */
  CredentialFile with(CredentialKey domain, Map<String, Object> entry) {
    Map<String, Object> entries = new LinkedHashMap<>(object(AUTHS));
    String written = domain.written();
    entries
        .keySet()
        .removeIf(key -> !key.equals(written) && CredentialKey.parse(key).equals(domain));
    entries.put(written, entry);
    return withEntries(entries);
  }

  /** The file without entries for just a host or namespace. */
  CredentialFile without(CredentialKey domain) {
    Map<String, Object> entries = new LinkedHashMap<>(object(AUTHS));
    entries.keySet().removeIf(key -> CredentialKey.parse(key).equals(domain));
    return withEntries(entries);
  }

  private CredentialFile withEntries(Map<String, Object> entries) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(AUTHS, entries);
    return new CredentialFile(path, changed);
  }

  private Map<String, Object> object(String name) {
    return switch (members.get(name)) {
      case null -> Map.of();
      case Map<?, ?> map -> withTextKeys(map);
      default -> throw damaged(path + ": " + name, "is no object");
    };
  }

  private static Map<String, Object> withTextKeys(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(key.toString(), value));
    return members;
  }

  static KobakoException damaged(String place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(place, fact, "correct the file, or log in to the registry again"));
  }
}
