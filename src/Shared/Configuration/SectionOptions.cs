using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TestDigitalPlatform.Configuration;

/// <summary>Options as .NET has them: read from a section, changed by code, validated before anything starts.</summary>
internal static class SectionOptions
{
    /// <summary>Adds options that a service can change with <c>Configure</c>. A value that can't be used is reported at
    /// the start, together with those of all other options.</summary>
    internal static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, string section, string? name = null)
        where T : class
    {
        services.AddSingleton<IConfigureOptions<T>>(provider => new Section<T>(
            name ?? Options.DefaultName, section, provider.GetRequiredService<IConfiguration>()));
        return services.AddOptions<T>(name).ValidateOnStart().Validated(
            (options, _) => OptionsCheck.Broken(options) is { Count: > 0 } broken
                ? [new PlatformException("TDP0303", OptionsCheck.Told(section, broken))]
                : []);
    }

    /// <summary>Adds a check of options, whose errors are reported with those of all other checks.</summary>
    internal static OptionsBuilder<T> Validated<T>(
        this OptionsBuilder<T> options, Func<T, IServiceProvider, IEnumerable<PlatformException>> check)
        where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>>(services => new Check<T>(options.Name, o => check(o, services)));
        return options;
    }

    // The framework's own binding throws at a value that it can't read, which would hide everything else that is wrong.
    private sealed class Section<T>(string name, string section, IConfiguration configuration) : IConfigureNamedOptions<T>
        where T : class
    {
        public void Configure(T options) => Configure(Options.DefaultName, options);

        public void Configure(string? of, T options)
        {
            if (of != name)
                return;
            try
            {
                OptionsCheck.Bind(configuration, section, options);
            }
            catch (PlatformException e)
            {
                throw new OptionsValidationException(name, typeof(T), [e.Message]);
            }
        }
    }

    private sealed class Check<T>(string name, Func<T, IEnumerable<PlatformException>> check) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? of, T options)
        {
            var failures = of == name ? check(options).Select(error => error.Message).ToList() : [];
            return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
        }
    }
}
