using System.Reflection;

namespace TestDigitalPlatform.Migrations;

/// <summary>The migrations of one part of a service's database, numbered by themselves.</summary>
/// <param name="Name">The part's name in <c>tdp.migration</c>.</param>
/// <param name="Files">Its files, in order.</param>
internal sealed record MigrationPart(string Name, IReadOnlyList<Migration> Files)
{
    internal const string OfService = "service";

    /// <summary>The service's own files, which come last.</summary>
    internal static MigrationPart Service(Assembly assembly) => new(OfService, Migration.OfService(assembly));

    /// <summary>The files of a module, which a package adds to the service: resources named <c>module/0001_name.sql</c>.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="assembly">The package's assembly.</param>
    /// <param name="service">The service's name, for <c>{service}</c> in the files.</param>
    internal static MigrationPart Module(string module, Assembly assembly, string service) =>
        new(module, Migration.OfModule(module, assembly, service));
}
