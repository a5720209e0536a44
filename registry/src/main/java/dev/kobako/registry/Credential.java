package dev.kobako.registry;

/** What proves to a registry who asks. Never printed: {@link Object#toString} shows no secret. */
public sealed interface Credential {
  /** A name and a password, or a token that is used like one. */
  record Password(String user, String secret) implements Credential {
    @Override
    public String toString() {
      return user + ":***";
    }
  }

  /** A refresh token, which the registry's token server exchanges for access tokens. */
  record IdentityToken(String secret) implements Credential {
    @Override
    public String toString() {
      return "identity token ***";
    }
  }

  /** A bearer token that is sent as it is. */
  record RegistryToken(String secret) implements Credential {
    @Override
    public String toString() {
      return "registry token ***";
    }
  }
}
