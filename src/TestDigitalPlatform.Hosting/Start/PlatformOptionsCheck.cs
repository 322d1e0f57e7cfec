using Microsoft.Extensions.Options;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Hosting.Connections;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Holds the options against their limits, and finds everything that is wrong with them.</summary>
internal sealed class PlatformOptionsCheck : IValidateOptions<PlatformOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformOptions options)
    {
        var failures = Find(options).Select(failure => $"{failure.Code}: {failure.Message}").ToArray();
        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    internal static IEnumerable<(string Code, string Message)> Find(PlatformOptions options)
    {
        foreach (var (section, part) in ((string, object)[])[
            (PlatformOptions.SectionName, options),
            (PlatformConnectionOptions.SectionName, options.Connections),
            (PlatformTokenOptions.SectionName, options.Tokens)])
        {
            if (OptionsCheck.Broken(part) is { Count: > 0 } broken)
                yield return ("TDP0303", OptionsCheck.Told(section, broken));
        }

        if (Proxies.Unreadable(options.Connections.Proxies) is { } unreadable)
            yield return ("TDP0310", unreadable);
    }
}
