namespace TestDigitalPlatform.Generators.Tests;

/// <summary>A handler gets what the container would have given it.</summary>
public sealed class InjectionTests
{
    private const string Require = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService";
    private const string RequireKeyed =
        "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService";
    private const string FindKeyed = "((global::Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider)services).GetKeyedService";

    [Theory]
    [InlineData("IGreeter greeter", Require + "<global::IGreeter>(services)")]
    [InlineData("IGreeter? greeter", Require + "<global::IGreeter>(services)")]
    [InlineData("in IGreeter greeter", Require + "<global::IGreeter>(services)")]
    [InlineData("IEnumerable<IGreeter> all", Require + "<global::System.Collections.Generic.IEnumerable<global::IGreeter>>(services)")]
    [InlineData("IServiceProvider provider", Require + "<global::System.IServiceProvider>(services)")]
    [InlineData("[FromKeyedServices(\"polite\")] IGreeter greeter", RequireKeyed + "<global::IGreeter>(services, \"polite\")")]
    [InlineData("[FromKeyedServices(Mood.@new)] IGreeter greeter", RequireKeyed + "<global::IGreeter>(services, global::Mood.@new)")]
    [InlineData("[FromKeyedServices(3)] IEnumerable<IGreeter> all", RequireKeyed + "<global::System.Collections.Generic.IEnumerable<global::IGreeter>>(services, 3)")]
    [InlineData("[FromKeyedServices(typeof(Mood))] IGreeter greeter", RequireKeyed + "<global::IGreeter>(services, typeof(global::Mood))")]
    [InlineData("[FromKeyedServices(null)] IGreeter greeter", Require + "<global::IGreeter>(services)")]
    [InlineData("IGreeter? greeter = null", "services.GetService(typeof(global::IGreeter)) is global::IGreeter service0 ? service0 : default!")]
    [InlineData("int most = 5", "services.GetService(typeof(int)) is int service0 ? service0 : 5")]
    [InlineData("int? most = 5", "services.GetService(typeof(int?)) is int service0 ? service0 : 5")]
    [InlineData("[FromKeyedServices(\"a\")] string name = \"\\\"\"", FindKeyed + "(typeof(string), \"a\") is string service0 ? service0 : \"\\\"\"")]
    public void From_a_primary_constructor(string parameter, string argument) =>
        Generated($"internal sealed class GreetHandler({parameter}) : IQueryHandler<Greet, string>", "")
            .ShouldContain($"new global::GreetHandler({argument})");

    [Fact]
    public void From_the_constructor_that_is_marked() => Generated(
        "internal sealed class GreetHandler : IQueryHandler<Greet, string>",
        "[ActivatorUtilitiesConstructor] public GreetHandler(IGreeter a) { } public GreetHandler(IGreeter a, Uri b) { }")
        .ShouldContain($"new global::GreetHandler({Require}<global::IGreeter>(services))");

    [Fact]
    public void From_the_longest_that_can_be_seen() => Generated(
        "internal sealed class GreetHandler : IQueryHandler<Greet, string>",
        "public GreetHandler() { } internal GreetHandler(Uri a) { } private GreetHandler(Uri a, IGreeter b) { }")
        .ShouldContain($"new global::GreetHandler({Require}<global::System.Uri>(services))");

    private static string Generated(string declared, string members) => Compiled.Generated($$"""
        #pragma warning disable CS9113
        using Microsoft.Extensions.DependencyInjection;

        public interface IGreeter;
        public enum Mood { @new }
        [Get("/greetings"), Allow] public sealed record Greet : IQuery<string>;

        {{declared}}
        {
            {{members}}
            public Task<string> Fetch(Greet query, Db db, CancellationToken token) => Task.FromResult("");
        }
        """, "GreetOperation.g.cs");
}
