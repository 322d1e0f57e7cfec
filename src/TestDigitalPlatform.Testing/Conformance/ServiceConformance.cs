using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Testing.Conformance;
using TestDigitalPlatform.Testing.Conformance.Checks;
using Xunit;

namespace TestDigitalPlatform.Testing;

/// <summary>Holds a service to every promise that the platform makes for it: derive one class, and each is a
/// test.</summary>
/// <remarks>
/// <para><c>public sealed class OrdersConformance() : ServiceConformance(OrdersService.Name,
/// OrdersService.Create);</c></para>
/// <para>Each test starts the service on a database of its own and calls every operation over HTTP, with the examples
/// of its OpenAPI document. What examples can't know, such as the id of a row that is there, <see cref="Arrange"/>
/// says.</para>
/// </remarks>
/// <param name="service">The service's name.</param>
/// <param name="create">Builds it from command-line arguments, as its own Program does.</param>
/// <param name="settings">More configuration, such as <c>Platform:MaxBodyBytes=2048</c>.</param>
#pragma warning disable CA1707 // A test's name is a sentence.
public abstract class ServiceConformance(
    string service, Func<string[], WebApplication> create, params string[] settings)
{
    /// <summary>Each operation can be done by those who may, as it is arranged; other promises build on it.</summary>
    [Fact]
    public Task Each_operation_works_as_arranged() => Hold<WorkingCheck>();

    /// <summary>Without a token, or with one that is not valid, nothing but public operations is answered.</summary>
    [Fact]
    public Task Nobody_gets_in_without_a_token() => Hold<TokenCheck>();

    /// <summary>A role that an operation does not allow is refused.</summary>
    [Fact]
    public Task The_wrong_role_is_refused() => Hold<RoleCheck>();

    /// <summary>What the service maps beside its operations is open to those alone whom it names, and is in the OpenAPI
    /// document.</summary>
    [Fact]
    public Task Own_endpoints_are_open_to_those_they_name() => Hold<EndpointCheck>();

    /// <summary>What is one customer's can neither be seen nor changed by another.</summary>
    [Fact]
    public Task Customers_are_kept_apart() => Hold<IsolationCheck>();

    /// <summary>A list has 50 items unless the caller says otherwise, and 500 at most.</summary>
    [Fact]
    public Task Lists_are_bounded() => Hold<ListCheck>();

    /// <summary>Who walks a list while rows come in sees each row that was there once.</summary>
    [Fact]
    public Task Lists_stay_whole_while_rows_come_in() => Hold<KeysetCheck>();

    /// <summary>Some hundred bad requests to each operation are refused, and none with a status from 500 on.</summary>
    [Fact]
    public Task Bad_input_is_refused_and_breaks_nothing() => Hold<BadInputCheck>();

    /// <summary>What the OpenAPI document calls valid is accepted, and what lies just beyond is refused with
    /// 400.</summary>
    [Fact]
    public Task Input_is_taken_as_documented() => Hold<DocumentedInputCheck>();

    /// <summary>A command that is sent again under its key is done once, and answered the same.</summary>
    [Fact]
    public Task Commands_are_done_once_under_their_key() => Hold<IdempotencyCheck>();

    /// <summary>An event takes effect once and in the order of its key, one that can't be read stops no other, and none
    /// touches another customer's rows.</summary>
    [Fact]
    public Task Events_are_handled_once_and_in_order() => Hold<EventCheck>();

    /// <summary>Each attempt to change something is in the audit, accepted, refused or denied.</summary>
    [Fact]
    public Task Commands_are_audited() => Hold<AuditCheck>();

    /// <summary>Each operation is in the OpenAPI document, with texts, examples and problems.</summary>
    [Fact]
    public Task Operations_are_documented() => Hold<DocumentCheck>();

    /// <summary>Each call is a span with its steps below, and is counted.</summary>
    [Fact]
    public Task Calls_are_traced_and_measured() => Hold<TelemetryCheck>();

    /// <summary>Each statement finds its rows by an index: TDP1101.</summary>
    [Fact]
    public Task Statements_are_served_by_indexes() => Hold<PlanCheck>();

    /// <summary>Orchestrators are told whether the service is alive, ready and started.</summary>
    [Fact]
    public Task Health_is_told() => Hold<HealthCheck>();

    /// <summary>
    /// Brings about the state in which one operation can be done, for a customer that is new each time.
    /// </summary>
    /// <remarks>
    /// Runs often: for each operation, in each test. Send the commands that make what the operation needs, and name the
    /// ids that it is called with by <see cref="Arrangement.Use{T}"/>.
    /// </remarks>
    /// <param name="given">The customer, the operation, and the way to send messages.</param>
    protected virtual Task Arrange(Arrangement given) => Task.CompletedTask;

    /// <summary>
    /// Whether a message of this type may read a whole table, however large, when such a role sends it.
    /// </summary>
    /// <remarks>
    /// Say so only for what is rare and cannot be had by an index, such as a count of everything whose answer is kept.
    /// </remarks>
    /// <param name="message">The query or command.</param>
    /// <param name="role">A customers' role stands for both of them, a platform's for both of those.</param>
    /// <param name="criterion">How a list is asked: <c>sort</c>, or a filter such as <c>title.contains</c>; else
    /// empty.</param>
    protected virtual bool MayScan(Type message, Role role, string criterion) => false;

    private async Task Hold<TCheck>()
        where TCheck : IConformanceCheck, new()
    {
        var check = new TCheck();
        await using var session = await ConformanceSession.Start(
            service, create, new ConformanceRules(Arrange, MayScan), [.. settings, .. check.Settings]);
        await session.Hold(check);
    }
}
#pragma warning restore CA1707
