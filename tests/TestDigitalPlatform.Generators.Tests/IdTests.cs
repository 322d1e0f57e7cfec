namespace TestDigitalPlatform.Generators.Tests;

public sealed class IdTests
{
    [Fact]
    public void An_id_is_completed() =>
        Compiled.Generated("""
            namespace Acme.Orders;

            /// <summary>Names an order.</summary>
            [Id] public readonly partial record struct OrderId(Guid Value);
            """).ShouldMatchSnapshot();

    [Fact]
    public void An_id_within_other_types_is_completed() =>
        Compiled.Generated("""
            public static partial class Orders
            {
                public sealed partial record Line
                {
                    [Id] internal readonly partial record struct Id(Guid Value);
                }
            }
            """).ShouldMatchSnapshot();

    [Theory]
    [InlineData("[Id] public readonly record struct OrderId(Guid Value);")]
    [InlineData("[Id] public partial record struct OrderId(Guid Value);")]
    [InlineData("[Id] public readonly partial record struct OrderId(string Value);")]
    [InlineData("[Id] public readonly partial record struct OrderId(Guid Value, int Version);")]
    [InlineData("[Id] public readonly partial record struct OrderId<T>(Guid Value);")]
    [InlineData("class Orders { [Id] public readonly partial record struct OrderId(Guid Value); }")]
    public void A_type_of_another_shape_is_left_alone(string source) =>
        Compiled.Driver().RunGenerators(Compiled.Compilation(source), TestContext.Current.CancellationToken)
            .GetRunResult().GeneratedTrees.ShouldBeEmpty();
}
