package dev.kobako.report;

/** What a secret is good for. Its value is never kept. */
public enum SecretKind {
  /** A private key in PEM or OpenSSH form. */
  PRIVATE_KEY("private key"),
  /** The identity of an access key of Amazon Web Services. */
  AWS_ACCESS_KEY("AWS access key"),
  /** A token of GitHub: of a person, an app or a session. */
  GITHUB_TOKEN("GitHub token"),
  /** A personal token of GitLab. */
  GITLAB_TOKEN("GitLab token"),
  /** A token of Slack. */
  SLACK_TOKEN("Slack token"),
  /** A key of Google's interfaces. */
  GOOGLE_API_KEY("Google API key"),
  /** A token with which packages of npm are published. */
  NPM_TOKEN("npm token"),
  /** A key with which Stripe takes real money. */
  STRIPE_KEY("Stripe live key");

  private final String text;

  SecretKind(String text) {
    this.text = text;
  }

  /** What messages call it. */
  public String text() {
    return text;
  }
}
