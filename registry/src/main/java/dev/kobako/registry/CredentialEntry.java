package dev.kobako.registry;

import dev.kobako.registry.Credential.IdentityToken;
import dev.kobako.registry.Credential.Password;
import dev.kobako.registry.Credential.RegistryToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of credentials has for one registry, as Docker defines it: {@code auth} is user and
 * password in base64; a token counts more. {@code username} and {@code password} in the clear are
 * what Kubernetes makes of it.
 *
 * @param place the entry, for messages
 * @param members as they are in the file
 */
record CredentialEntry(String place, Map<String, Object> members) {
  private static final String AUTH = "auth";
  private static final String IDENTITY_TOKEN = "identitytoken";
  private static final String REGISTRY_TOKEN = "registrytoken";

  /** Without the members, which are secrets. */
  @Override
  public String toString() {
    return place;
  }

  /** The members that say a credential. */
  static Map<String, Object> of(Credential credential) {
    Map<String, Object> members = new LinkedHashMap<>();
    switch (credential) {
      case Password(String user, String secret) ->
          members.put(
              AUTH,
              Base64.getEncoder()
                  .encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8)));
      case IdentityToken(String secret) -> members.put(IDENTITY_TOKEN, secret);
      case RegistryToken(String secret) -> members.put(REGISTRY_TOKEN, secret);
    }
    return members;
  }

  /** The credential; empty where a helper has it and the entry only says that there is one. */
  Optional<Credential> credential() {
    String registryToken = text(REGISTRY_TOKEN);
    if (!registryToken.isEmpty()) {
      return Optional.of(new RegistryToken(registryToken));
    }
    String identityToken = text(IDENTITY_TOKEN);
    if (!identityToken.isEmpty()) {
      return Optional.of(new IdentityToken(identityToken));
    }
    String auth = text(AUTH);
    if (!auth.isEmpty()) {
      return Optional.of(password(auth));
    }
    String user = text("username");
    String secret = text("password");
    return user.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new Password(user, secret));
  }

  private Credential password(String auth) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw CredentialFile.damaged(place + ": " + AUTH, "is no base64");
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw CredentialFile.damaged(
          place + ": " + AUTH, "is the base64 of a text without ':', expected user:password");
    }
    return new Password(decoded.substring(0, colon), withoutPadding(decoded.substring(colon + 1)));
  }

  /** Docker once padded passwords with NULs. */
  private static String withoutPadding(String secret) {
    int end = secret.length();
    while (end > 0 && secret.charAt(end - 1) == 0) {
      end--;
    }
    return secret.substring(0, end);
  }

  private String text(String name) {
    return switch (members.get(name)) {
      case null -> "";
      case String text -> text;
      default -> throw CredentialFile.damaged(place + ": " + name, "is no text");
    };
  }
}
