using Tdp.Testing;

namespace Tdp.Tests;

public sealed class TestOptionsTests
{
    [Fact]
    public void Leaves_long_forms_out_unless_asked() =>
        Queries(filter: null, longForms: false).ShouldBe(["/[Form!=Long]"]);

    [Fact]
    public void Takes_everything_when_asked() => Queries(filter: null, longForms: true).ShouldBeEmpty();

    [Fact]
    public void Finds_a_name_in_projects_classes_and_methods() =>
        Queries("Fuzz", longForms: false).ShouldBe(["/*Fuzz*", "/*/*/*Fuzz*", "/*/*/*/*Fuzz*"]);

    private static IEnumerable<string> Queries(string? filter, bool longForms) =>
        new TestOptions(filter, TimeSpan.FromSeconds(1), FailSkips: false, longForms)
            .Arguments().Where(argument => argument != "-filter");
}
