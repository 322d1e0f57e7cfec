namespace TestDigitalPlatform.Identity.Pages;

/// <summary>Where a person goes after a page: only to paths of this host, so that no link leads elsewhere by way of the sign-in.</summary>
internal static class LocalReturn
{
    internal const string Default = "/account/sessions";

    private const int MaxLength = 8_000;

    /// <returns>The address itself, or else the default.</returns>
    internal static string Of(string? address) => address is not null && IsLocal(address) ? address : Default;

    // Browsers read \ as /, drop tabs and line ends, and take // for another host.
    private static bool IsLocal(string address) =>
        address is ['/', .. var rest] && address.Length <= MaxLength && rest is not ['/', ..]
        && !address.Contains('\\') && !address.Any(char.IsControl);
}
