package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.registry.Credential.IdentityToken;
import dev.kobako.registry.Credential.Password;
import dev.kobako.registry.Credential.RegistryToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A program that keeps credentials, in the protocol of docker-credential-helpers: the verb is its
 * argument, the server comes on its input, answers and errors go to its output.
 */
final class CredentialHelper {
  private static final String PREFIX = "docker-credential-";

  /** The user name that says that the secret is an identity token. */
  private static final String TOKEN_USER = "<token>";

  private static final String NOT_FOUND = "credentials not found";
  private final HelperProgram program;

  private CredentialHelper(HelperProgram program) {
    this.program = program;
  }

  /**
   * The helper of a name, found in the environment's PATH.
   *
   * @param file what names it, for messages
   * @throws KobakoException usage, where the name is none; outside, where there is no such program
   */
  static CredentialHelper of(String name, Path file, SortedMap<String, String> environment) {
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf(0) >= 0) {
      throw KobakoException.usage(
          Diagnostic.of(
              file.toString(),
              "the credential helper's name has a slash, expected what follows " + PREFIX,
              "write the name as in credsStore: pass"));
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder).resolve(PREFIX + name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return new CredentialHelper(new HelperProgram(candidate.toAbsolutePath(), environment));
      }
    }
    throw KobakoException.outside(
        Diagnostic.of(
            file.toString(),
            "the credential helper " + PREFIX + name + " is not in PATH",
            "install it, or take its name out of credsStore and credHelpers and log in again"),
        null);
  }

  /** What the helper is called. */
  String name() {
    return program.name();
  }

  /** The credential of a host; empty where the helper has none. */
  Optional<Credential> get(CredentialKey key) {
    HelperProgram.Answer answer = program.run("get", key.written());
    if (answer.status() != 0) {
      if (notFound(answer)) {
        return Optional.empty();
      }
      throw program.failed("get", answer, "");
    }
    if (!(parsed(answer.output()) instanceof Map<?, ?> members)
        || !(members.get("Username") instanceof String user)
        || !(members.get("Secret") instanceof String secret)) {
      throw program.failure("get", "the answer has no texts Username and Secret", null);
    }
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        user.equals(TOKEN_USER) ? new IdentityToken(secret) : new Password(user, secret));
  }

  private Object parsed(String answer) {
    try {
      return Json.confidential(program.name(), answer.getBytes(StandardCharsets.UTF_8), "");
    } catch (KobakoException e) {
      throw program.failure("get", "the answer is " + e.diagnostic().fact(), e);
    }
  }

  /**
   * Lets the helper keep a credential.
   *
   * @return whether it did: helpers have no form for registry tokens
   */
  boolean store(CredentialKey key, Credential credential) {
    return switch (credential) {
      case Password(String user, String secret) -> store(key, user, secret);
      case IdentityToken(String secret) -> store(key, TOKEN_USER, secret);
      case RegistryToken _ -> false;
    };
  }

  private boolean store(CredentialKey key, String user, String secret) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ServerURL", key.written());
    members.put("Username", user);
    members.put("Secret", secret);
    HelperProgram.Answer answer =
        program.run("store", new String(Json.bytes(members), StandardCharsets.UTF_8));
    if (answer.status() != 0) {
      throw program.failed("store", answer, secret);
    }
    return true;
  }

  /** Lets the helper forget the credential of a host, if it has one. */
  void erase(CredentialKey key) {
    HelperProgram.Answer answer = program.run("erase", key.written());
    if (answer.status() != 0 && !notFound(answer)) {
      throw program.failed("erase", answer, "");
    }
  }

  private static boolean notFound(HelperProgram.Answer answer) {
    return answer.output().toLowerCase(Locale.ROOT).contains(NOT_FOUND);
  }
}
