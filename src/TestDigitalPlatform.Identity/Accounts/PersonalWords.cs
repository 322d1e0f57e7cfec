namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Words that others know of a person, and guess in a password.</summary>
internal static class PersonalWords
{
    internal static IReadOnlyList<string> Of(string email, string displayName) =>
        [.. email.Split('@', '.', '-', '_', '+'), .. displayName.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
