namespace Customers;

/// <summary>Names of the IANA time zone database (RFC 6557), such as <c>Europe/London</c>.</summary>
/// <remarks>
/// The framework looks a name up as a file, and so finds <c>localtime</c>, <c>posixrules</c> and
/// <c>posix/Europe/London</c> too, which mean something else on each machine, and names of Windows.
/// </remarks>
internal static class IanaTimeZone
{
    private static readonly string[] Areas =
    [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
        "Etc",
    ];

    internal static bool IsKnown(string name) =>
        name == "UTC" || (IsPlace(name)
            // Reads the table that comes with the machine: as good as a constant.
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && zone.Id == name);

    // An area, then one to two names of letters, digits, "_", "-" and "+", each beginning with a capital letter.
    private static bool IsPlace(string name) =>
        name.Split('/') is [var area, .. { Length: 1 or 2 } places]
        && Areas.Contains(area)
        && places.All(p => p is [>= 'A' and <= 'Z', ..]
            && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+'));
}
