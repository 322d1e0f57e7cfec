namespace TestDigitalPlatform.Identity;

/// <summary>Begins to add an authenticator app to the own account; <see cref="ConfirmTotp"/> completes it.</summary>
/// <remarks>Refused with <c>accounts.second_factor_exists</c> when there is one.</remarks>
[Post("/account/totp"), Allow]
public sealed record EnrolTotp : ICommand<TotpEnrolment>;

/// <summary>What an authenticator app is set up with (RFC 6238).</summary>
/// <param name="Secret">The secret, in Base32, to be typed in.</param>
/// <param name="Address">The same as an <c>otpauth</c> address, to be shown as a QR code.</param>
public sealed record TotpEnrolment(Sensitive<string> Secret, Sensitive<string> Address);

/// <summary>Shows that the authenticator app is set up; from then on, sign-ins ask for its codes.</summary>
/// <remarks>Refused with <c>accounts.wrong_code</c> when the code is wrong or was tried too often, and with
/// <c>accounts.no_enrolment</c> when none was begun.</remarks>
/// <param name="Code">The code that the app shows. <example>123456</example></param>
[Post("/account/totp/confirmation"), Allow]
public sealed record ConfirmTotp([Length(6, 10)] Sensitive<string> Code) : ICommand<RecoveryCodes>;

/// <summary>Codes that take the place of the app, each once.</summary>
/// <param name="Codes">The codes, which are shown only here.</param>
public sealed record RecoveryCodes(IReadOnlyList<Sensitive<string>> Codes);

/// <summary>Removes the authenticator app and the recovery codes from the own account, and ends all own sessions.</summary>
/// <remarks>Refused with <c>accounts.wrong_password</c>, and with <c>accounts.password_too_short</c> when the password is not long
/// enough to be the only factor.</remarks>
/// <param name="Password">The password.</param>
[Post("/account/totp/removal"), Allow]
public sealed record RemoveTotp([Length(1, 256)] Sensitive<string> Password) : ICommand;
