package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** ARG or ENV whose name says that its value is nobody's business: images keep it. */
final class SecretInVariable implements Rule {
  private static final Set<String> NAMES =
      Set.of(
          "ACCESS_TOKEN",
          "APPLICATION_KEY",
          "APP_SECRET",
          "AUTH_TOKEN",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "BITTREX_API_KEY",
          "BITTREX_API_SECRET",
          "CF_PASSWORD",
          "CF_USERNAME",
          "CIRCLE_TOKEN",
          "CI_DEPLOY_PASSWORD",
          "CI_DEPLOY_USER",
          "DOCKERHUB_PASSWORD",
          "DOCKER_EMAIL",
          "DOCKER_PASSWORD",
          "DOCKER_USERNAME",
          "FACEBOOK_ACCESS_TOKEN",
          "FACEBOOK_APP_ID",
          "FACEBOOK_APP_SECRET",
          "FIREBASE_API_TOKEN",
          "FIREBASE_TOKEN",
          "FOSSA_API_KEY",
          "GH_ENTERPRISE_TOKEN",
          "GH_TOKEN",
          "GITHUB_ENTERPRISE_TOKEN",
          "GITHUB_TOKEN",
          "HEROKU_API_KEY",
          "HEROKU_API_USER",
          "NPM_AUTH_TOKEN",
          "NPM_TOKEN",
          "OKTA_AUTHN_GROUPID",
          "OKTA_CLIENT_ORGURL",
          "OKTA_CLIENT_TOKEN",
          "OKTA_OAUTH2_CLIENTID",
          "OKTA_OAUTH2_CLIENTSECRET",
          "OPENAI_API_KEY",
          "OS_PASSWORD",
          "OS_USERNAME",
          "POSTGRES_PASSWORD",
          "SLACK_TOKEN",
          "STRIPE_API_KEY",
          "STRIPE_DEVICE_NAME",
          "TRAVIS_OS_NAME",
          "TRAVIS_SECURE_ENV_VARS",
          "TRAVIS_SUDO",
          "VAULT_CLIENT_KEY",
          "VAULT_TOKEN");
  private static final List<String> PARTS =
      List.of("api_key", "client_key", "password", "private", "secret", "token", "username");

  @Override
  public Description description() {
    return new Description(
        "DL3064",
        Severity.WARNING,
        "Mount secrets with RUN --mount=type=secret: what ARG and ENV hold stays in the image");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.withTriggers()) {
      if (names(each.instruction()).stream().anyMatch(SecretInVariable::isSecret)) {
        broken.add(each);
      }
    }
  }

  private static List<String> names(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Arg arg ->
          arg.arguments().stream().map(Instruction.Arg.Declared::name).toList();
      case Instruction.Env env ->
          env.variables().stream().map(pair -> Words.plain(pair.name())).toList();
      default -> List.of();
    };
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(name.toUpperCase(Locale.ROOT))
        || PARTS.stream().anyMatch(lower::contains);
  }
}
