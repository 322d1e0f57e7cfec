using Microsoft.Extensions.Configuration;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Options that had another name in an earlier version: their old name is an error that says the new one.</summary>
internal static class RenamedOptions
{
    private static readonly (string Old, string New, bool IsTime)[] Renamed =
    [
        ("MaxConnections", "Connections:Max", false),
        ("AddressShare", "Connections:AddressShare", false),
        ("Proxies", "Connections:Proxies", false),
        ("HeaderSeconds", "Connections:HeaderTimeout", true),
        ("KeepAliveSeconds", "Connections:KeepAliveTimeout", true),
        ("DrainSeconds", "DrainTimeout", true),
        ("Files:UploadMinutes", "Files:UploadTimeout", true),
    ];

    /// <summary>A sentence for each old name that the configuration has.</summary>
    internal static IEnumerable<PlatformException> Find(IConfiguration configuration) =>
        from option in Renamed
        where configuration[$"{PlatformOptions.SectionName}:{option.Old}"] is not null
        select new PlatformException("TDP0351", $"{PlatformOptions.SectionName}:{option.Old} is now called "
            + $"{PlatformOptions.SectionName}:{option.New}"
            + (option.IsTime ? ", and its value is a time: 00:00:20 for 20 seconds." : "."));
}
