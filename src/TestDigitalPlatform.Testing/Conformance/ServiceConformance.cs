using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Testing.Conformance;
using TestDigitalPlatform.Testing.Conformance.Checks;
using Xunit;

namespace TestDigitalPlatform.Testing;

/// <summary>Holds a service to every promise that the platform makes for it: derive one class, and each is a test.</summary>
/// <remarks>
/// <para><c>public sealed class OrdersConformance() : ServiceConformance(OrdersService.Name, OrdersService.Create);</c></para>
/// <para>Each test starts the service on a database of its own and calls every operation over HTTP, with the examples
/// of its OpenAPI document. What examples can't know, such as the id of a row that is there, <see cref="Arrange"/>
/// says.</para>
/// </remarks>
/// <param name="service">The service's name.</param>
/// <param name="create">Builds it from command-line arguments, as its own Program does.</param>
/// <param name="settings">More configuration, such as <c>Platform:MaxBodyBytes=2048</c>.</param>
#pragma warning disable CA1707 // A test's name is a sentence.
public abstract class ServiceConformance(string service, Func<string[], WebApplication> create, params string[] settings)
{
    /// <summary>Each operation can be done by those who may, as it is arranged; the other promises build on it.</summary>
    [Fact]
    public Task Each_operation_works_as_arranged() => Hold<WorkingCheck>();

    /// <summary>Without a token, or with one that is not valid, nothing but public operations is answered.</summary>
    [Fact]
    public Task Nobody_gets_in_without_a_token() => Hold<TokenCheck>();

    /// <summary>A role that an operation does not allow is refused.</summary>
    [Fact]
    public Task The_wrong_role_is_refused() => Hold<RoleCheck>();

    /// <summary>Orchestrators are told whether the service is alive, ready and started.</summary>
    [Fact]
    public Task Health_is_told() => Hold<HealthCheck>();

    /// <summary>Brings about the state in which one operation can be done, for a customer that is new each time.</summary>
    /// <remarks>
    /// Runs often: for each operation, in each test. Send the commands that make what the operation needs, and name the
    /// ids that it is called with by <see cref="Arrangement.Use{T}"/>.
    /// </remarks>
    /// <param name="given">The customer, the operation, and the way to send messages.</param>
    protected virtual Task Arrange(Arrangement given) => Task.CompletedTask;

    private async Task Hold<TCheck>()
        where TCheck : IConformanceCheck, new()
    {
        var check = new TCheck();
        await using var session = await ConformanceSession.Start(service, create, Arrange, [.. settings, .. check.Settings]);
        await session.Hold(check);
    }
}
#pragma warning restore CA1707
