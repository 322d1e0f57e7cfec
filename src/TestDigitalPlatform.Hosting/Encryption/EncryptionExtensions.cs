using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Encryption;

internal static class EncryptionExtensions
{
    /// <exception cref="PlatformException">TDP0420: there is nowhere to keep keys, and a message needs them. TDP0422: the folder
    /// does not exist.</exception>
    internal static void AddKeys(
        this WebApplicationBuilder builder, ServiceDefinition definition, bool migrateOnly)
    {
        var services = builder.Services;
        var hasOwn = services.Any(s => s.ServiceType == typeof(IKeyStore));
        var folder = FolderOf(builder);
        services.TryAddSingleton<IKeyStore>(_ => folder is null ? new NoKeyStore() : new FolderKeyStore(folder));
        services.AddSingleton<KeyCache>();
        services.AddSingleton<Vault>();
        var place = new KeyPlace(hasOwn, folder, builder.Environment.IsDevelopment());
        services.AddSingleton(place);
        if (migrateOnly || !SensitiveMembers.AnyIn(definition))
            return;
        place.Require();
        services.AddHostedService<KeyChanger>();
    }

    /// <summary>Adds keys for sensitive values that are not in the service's messages.</summary>
    /// <inheritdoc cref="AddKeys" />
    internal static void RequireKeys(this WebApplicationBuilder builder, ServiceDefinition definition)
    {
        if (SensitiveMembers.AnyIn(definition))
            return;
        builder.Services.Select(s => s.ImplementationInstance).OfType<KeyPlace>().Last().Require();
        builder.Services.AddHostedService<KeyChanger>();
    }

    /// <summary>Where keys are kept.</summary>
    private sealed record KeyPlace(bool HasOwn, string? Folder, bool IsDevelopment)
    {
        internal void Require()
        {
            if (!HasOwn && Folder is null)
                throw NoKeyStore.Error();
            if (!HasOwn && !IsDevelopment && !Directory.Exists(Folder))
                throw new PlatformException(
                    "TDP0422", $"The folder of the keys, {Folder}, does not exist. Mount it, or create it for the account of the services.");
        }
    }

    private static string? FolderOf(WebApplicationBuilder builder)
    {
        var options = OptionsCheck.Read<StoredKeyOptions>(builder.Configuration, StoredKeyOptions.SectionName);
        if (!string.IsNullOrWhiteSpace(options.Folder))
            return Path.GetFullPath(options.Folder);
        // One for all solutions of a person, as the key of development tokens is.
        return builder.Environment.IsDevelopment()
            ? Path.Combine(Path.GetDirectoryName(DevelopmentKey.FileOf(builder.Environment.ContentRootPath))!, "keys")
            : null;
    }
}
