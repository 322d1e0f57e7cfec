namespace TestDigitalPlatform.Identity;

/// <summary>Changes the own password, and ends all own sessions.</summary>
/// <remarks>
/// Refused with <c>accounts.wrong_password</c> when the current password is wrong or was tried too often, and with
/// <c>accounts.password_too_short</c> and <c>accounts.password_too_common</c> for a weak new one.
/// </remarks>
/// <param name="Current">The current password.</param>
/// <param name="New">The new password: at least 15 characters of any kind, or 8 with a second factor.</param>
[Post("/account/password"), Allow]
public sealed record ChangePassword(
    [Length(1, 256)] Sensitive<string> Current, [Length(1, 256)] Sensitive<string> New) : ICommand;
