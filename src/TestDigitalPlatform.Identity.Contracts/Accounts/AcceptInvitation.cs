namespace TestDigitalPlatform.Identity;

/// <summary>Chooses the password of a new account, which is active from then on.</summary>
/// <remarks>
/// Refused with <c>accounts.invitation_invalid</c> when the secret is wrong, was used or has expired, and with
/// <c>accounts.password_too_short</c> and <c>accounts.password_too_common</c> for a weak password.
/// </remarks>
/// <param name="Secret">The secret of the invitation.</param>
/// <param name="Password">The password: at least 15 characters, of any kind.</param>
[Post("/accounts/invitations/acceptance"), Public]
public sealed record AcceptInvitation(
    [Length(20, 100)] Sensitive<string> Secret, [Length(1, 256)] Sensitive<string> Password) : ICommand;
