using TestDigitalPlatform.Migrations;

namespace TestDigitalPlatform.Hosting.Modules;

/// <summary>What a package of the platform adds to the service that hosts it: operations, handlers and tables.</summary>
/// <param name="Name">The module's name, which its migrations are recorded under; its tables are in a schema of this name.</param>
/// <param name="Definition">Its operations, from the generator.</param>
internal sealed record ServiceModule(string Name, ServiceDefinition Definition)
{
    /// <summary>The module's migrations.</summary>
    /// <param name="service">The service's name.</param>
    internal MigrationPart Migrations(string service) => MigrationPart.Module(Name, Definition.Assembly, service);
}
